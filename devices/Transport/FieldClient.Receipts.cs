using RealtimeGov.Devices.Connection;
using RealtimeGov.Devices.Queue;
using RealtimeGov.Protos;

namespace RealtimeGov.Devices.Transport;

// What becomes of a parcel: receipts, RETRY, or a server that could not read it.
public sealed partial class FieldClient
{
    /// <summary>The reason of the receipt that the device itself gives to a report which the server could not read.</summary>
    public const string UnreadableReason = "message_unreadable";

    /// <summary>Of a report set aside whose receipt gave no reason.</summary>
    public const string UnknownReason = "reason_unknown";

    // Called by the pump for every acknowledgement, in order.
    private void Acknowledged(Parcel parcel, BatchAck ack, bool firstOfStream)
    {
        unreadInARow = 0;
        if (firstOfStream)
        {
            backoff.Reset();
            LinkChanged?.Invoke(new LinkChange(LinkState.Up, "", TimeSpan.Zero));
        }

        var settled = parcel.Items.Zip(ack.Receipts).Where(pair => pair.Second.Outcome != Outcome.Retry).ToList();
        if (settled.Count > 0)
            Interlocked.Exchange(ref lastReceipt, time.GetTimestamp());
        if (queue is not null)
            Keep(queue, ack, settled);
        window.Remove(parcel);
        for (var at = 0; at < parcel.Items.Count; at++)
        {
            var (item, receipt) = (parcel.Items[at], ack.Receipts[at]);
            if (!item.IsRetry)
                item.Batch.Travelling--;
            if (receipt.Outcome == Outcome.Retry)
                Park(item, receipt);
            else
                Settle(item, receipt);
        }

        foreach (var batch in parcel.Items.Select(item => item.Batch).Distinct())
            Progressed(batch);
        // Breaks the stream; the loop around it ends the client.
        if (settled.Count == 0 && IsTooLong(time.GetElapsedTime(Interlocked.Read(ref lastReceipt))))
            throw new FieldServiceException(FieldFault.Unavailable, "the server asks to send again");
    }

    // What counts is taken out; what does not stays, with why.
    private static void Keep(ReportQueue queue, BatchAck ack, List<(BatchItem Item, ReportReceipt Receipt)> settled)
    {
        if (ack.ReceivedAtUs != 0)
            queue.LearnClock(ack.ReceivedAtUs / 1_000);
        foreach (var (item, receipt) in settled.Where(pair => !Counts(pair.Receipt)))
            queue.SetAside(item.Report, receipt.Reason.Length > 0 ? receipt.Reason : UnknownReason);
        queue.Remove([.. settled.Where(pair => Counts(pair.Receipt)).Select(pair => pair.Item.Report)]);
    }

    /// <summary>True when the receipt says that these words count: opened, joined, recorded, or the same as were counted before.</summary>
    public static bool Counts(ReportReceipt receipt) => receipt.Outcome switch
    {
        Outcome.Opened or Outcome.Joined or Outcome.Recorded => true,
        Outcome.Duplicate => !receipt.Reason.Split(' ').Contains(ReportQueue.OtherContent),
        _ => false,
    };

    private void Park(BatchItem item, ReportReceipt receipt)
    {
        item.Batch.Retried++;
        retries.Park(item, receipt.GridCode.Length > 0 ? receipt.GridCode : item.Report.GridCode);
    }

    private void Settle(BatchItem item, ReportReceipt receipt)
    {
        retries.Succeeded(receipt.GridCode);
        item.Batch.Settle(item.At, receipt);
    }

    // A batch lets the next one into the window when all of it was answered: with receipts, or with RETRY as far as
    // those that wait to be sent again are few.
    private void Progressed(SentBatch batch)
    {
        if (batch.HasSlot && (batch.Unsettled == 0 || (batch.Travelling == 0 && retries.Count <= FieldClientOptions.MaxParkedReports)))
        {
            batch.HasSlot = false;
            slots.Release();
        }

        if (batch.Unsettled > 0)
            return;
        lock (taken)
            taken.Remove(batch);
        batch.Complete();
    }

    // INVALID_ARGUMENT says that a message of ours is wrong. One wrong report must not hold up all others for ever.
    private void Isolate(ulong sequence, Parcel parcel, FieldServiceException error)
    {
        var unread = new UnreadBatch(sequence, [.. parcel.Items.Select(item => item.Report.ReportId)], error.Message);
        BatchUnread?.Invoke(unread);
        if (!unread.GivenUp)
        {
            window.Split(parcel);
            return;
        }

        var item = parcel.Items[0];
        queue?.SetAside(item.Report, error.Message);
        window.Remove(parcel);
        if (!item.IsRetry)
            item.Batch.Travelling--;
        item.Batch.Settle(item.At, new ReportReceipt { ReportId = item.Report.ReportId, Outcome = Outcome.Invalid, Reason = UnreadableReason });
        Progressed(item.Batch);
        if (++unreadInARow >= FieldClientOptions.MaxUnreadInARow)
            throw new FieldServiceException(FieldFault.Refused, $"The server could read none of {unreadInARow} single reports: {error.Message}", error);
    }

    private void EndAll()
    {
        SentBatch[] unsettled;
        lock (taken)
        {
            ended = true;
            unsettled = [.. taken];
            taken.Clear();
        }

        foreach (var batch in unsettled)
            End(batch);
    }

    private void End(SentBatch batch)
    {
        if (failure is { } error)
            batch.Fail(new FieldServiceException(error.Fault, error.Message, error));
        else
            batch.Cancel();
        if (batch.HasSlot)
            slots.Release();
    }
}

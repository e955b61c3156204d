using RealtimeGov.Protos;

namespace RealtimeGov.Devices.Sending;

/// <summary>A batch that the client has taken: sent, waiting to be sent, or to be sent again.</summary>
public sealed class SentBatch
{
    private readonly TaskCompletionSource<IReadOnlyList<ReportReceipt>> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ReportReceipt?[] receipts;
    private List<int> open;

    internal SentBatch(IReadOnlyList<Report> reports)
    {
        Reports = reports;
        receipts = new ReportReceipt?[reports.Count];
        open = [.. Enumerable.Range(0, reports.Count)];
    }

    /// <summary>What was offered, in order.</summary>
    public IReadOnlyList<Report> Reports { get; }

    /// <summary>
    /// One receipt per report in the order of <see cref="Reports"/>, none of them RETRY.
    /// Fails with a FieldServiceException when the server refuses the device, or is cancelled with the client.
    /// </summary>
    public Task<IReadOnlyList<ReportReceipt>> Receipts => done.Task;

    /// <summary>How often a report of this batch was answered RETRY.</summary>
    public int Retried { get; private set; }

    /// <summary>Attempts that ended in RETRY, for the wait before the next one.</summary>
    internal int Attempts { get; private set; }

    /// <summary>The reports still without a receipt, as the next message.</summary>
    internal ReportBatch ToMessage(ulong sequence)
    {
        var message = new ReportBatch { Sequence = sequence };
        foreach (var index in open)
            message.Reports.Add(Reports[index]);
        return message;
    }

    /// <summary>Takes an acknowledgement of the last message; returns the reports that are now settled.</summary>
    internal IReadOnlyList<Report> Settle(BatchAck ack)
    {
        if (ack.Receipts.Count != open.Count)
            throw Strange($"{open.Count} reports were sent in batch {ack.Sequence}, {ack.Receipts.Count} receipts came back");
        var settled = new List<Report>(open.Count);
        var again = new List<int>();
        for (var at = 0; at < open.Count; at++)
        {
            var receipt = ack.Receipts[at];
            var report = Reports[open[at]];
            if (receipt.ReportId != report.ReportId)
                throw Strange($"receipt {at + 1} of batch {ack.Sequence} is for {receipt.ReportId}, not for {report.ReportId}");
            if (receipt.Outcome == Outcome.Unspecified)
                throw Strange($"receipt {at + 1} of batch {ack.Sequence} has no outcome");
            if (receipt.Outcome == Outcome.Retry)
            {
                again.Add(open[at]);
                continue;
            }

            receipts[open[at]] = receipt;
            settled.Add(report);
        }

        open = again;
        Retried += again.Count;
        if (again.Count > 0)
            Attempts++;
        return settled;
    }

    internal bool IsSettled => open.Count == 0;

    internal void Complete() => done.TrySetResult(receipts!);

    internal void Fail(Exception error)
    {
        done.TrySetException(error);
        _ = done.Task.Exception; // Nobody need be listening: the outbox still has the reports.
    }

    internal void Cancel() => done.TrySetCanceled();

    private static Connection.FieldServiceException Strange(string what) =>
        new(Connection.FieldFault.Refused, $"The server's acknowledgement does not fit: {what}");
}

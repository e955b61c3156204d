using RealtimeGov.Devices.Connection;
using RealtimeGov.Protos;

namespace RealtimeGov.Devices.Transport;

/// <summary>One report within the batch it was offered in.</summary>
internal readonly record struct BatchItem(SentBatch Batch, int At, bool IsRetry = false)
{
    public Report Report => Batch.Reports[At];
}

/// <summary>What travels as one message: a batch as it was offered, reports of several that are sent again, or a single one.</summary>
internal sealed class Parcel(IReadOnlyList<BatchItem> items)
{
    public IReadOnlyList<BatchItem> Items => items;

    /// <summary>Its place in the window.</summary>
    public LinkedListNode<Parcel>? Place { get; set; }

    public static Parcel Of(SentBatch batch) => new([.. Enumerable.Range(0, batch.Reports.Count).Select(at => new BatchItem(batch, at))]);

    /// <summary>Items in their order, in parcels that the server takes.</summary>
    public static IEnumerable<Parcel> Pack(IEnumerable<BatchItem> items)
    {
        var packed = new List<BatchItem>();
        var bytes = 0;
        foreach (var item in items)
        {
            var size = item.Report.CalculateSize();
            if (packed.Count == FieldClientOptions.MaxReportsPerBatch || (packed.Count > 0 && bytes + size > FieldClientOptions.MaxBatchBytes))
            {
                yield return new Parcel(packed);
                (packed, bytes) = ([], 0);
            }

            packed.Add(item);
            bytes += size;
        }

        if (packed.Count > 0)
            yield return new Parcel(packed);
    }

    public ReportBatch ToMessage(ulong sequence, DeviceClock? clock)
    {
        var message = new ReportBatch { Sequence = sequence, Clock = clock };
        foreach (var item in items)
            message.Reports.Add(item.Report);
        return message;
    }

    /// <exception cref="FieldServiceException">The acknowledgement is not one of this parcel.</exception>
    public void Check(BatchAck ack)
    {
        if (ack.Receipts.Count != items.Count)
            throw Strange($"{items.Count} reports were sent in batch {ack.Sequence}, {ack.Receipts.Count} receipts came back");
        for (var at = 0; at < items.Count; at++)
        {
            var receipt = ack.Receipts[at];
            if (receipt.ReportId != items[at].Report.ReportId)
                throw Strange($"receipt {at + 1} of batch {ack.Sequence} is for {receipt.ReportId}, not for {items[at].Report.ReportId}");
            if (receipt.Outcome == Outcome.Unspecified)
                throw Strange($"receipt {at + 1} of batch {ack.Sequence} has no outcome");
        }
    }

    private static FieldServiceException Strange(string what) =>
        new(FieldFault.Refused, $"The server's acknowledgement does not fit: {what}");
}

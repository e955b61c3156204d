using RealtimeGov.Protos;

namespace RealtimeGov.Devices.Transport;

/// <summary>A batch that the client has taken: sent, waiting to be sent, or to be sent again.</summary>
public sealed class SentBatch
{
    private readonly TaskCompletionSource<IReadOnlyList<ReportReceipt>> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ReportReceipt?[] receipts;

    internal SentBatch(IReadOnlyList<Report> reports)
    {
        Reports = reports;
        receipts = new ReportReceipt?[reports.Count];
        Unsettled = Travelling = reports.Count;
    }

    /// <summary>What was offered, in order.</summary>
    public IReadOnlyList<Report> Reports { get; }

    /// <summary>
    /// One receipt per report in the order of <see cref="Reports"/>, none of them RETRY.
    /// Fails with a FieldServiceException when the server refuses the device, or is cancelled with the client.
    /// </summary>
    public Task<IReadOnlyList<ReportReceipt>> Receipts => done.Task;

    /// <summary>How often a report of this batch was answered RETRY.</summary>
    public int Retried { get; internal set; }

    /// <summary>Reports without a receipt other than RETRY.</summary>
    internal int Unsettled { get; private set; }

    /// <summary>Reports of which the server's first word is still out.</summary>
    internal int Travelling { get; set; }

    /// <summary>True until its place in the client's window is given to the next.</summary>
    internal bool HasSlot { get; set; } = true;

    internal void Settle(int at, ReportReceipt receipt)
    {
        receipts[at] = receipt;
        Unsettled--;
    }

    internal void Complete() => done.TrySetResult(receipts!);

    internal void Fail(Exception error)
    {
        done.TrySetException(error);
        _ = done.Task.Exception; // Nobody need be listening: the queue still has the reports.
    }

    internal void Cancel() => done.TrySetCanceled();
}

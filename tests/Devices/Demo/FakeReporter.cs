using RealtimeGov.Devices.Demo.Transport;
using RealtimeGov.Protos;

namespace RealtimeGov.Devices.Tests.Demo;

/// <summary>Answers as the gateway would: opens, joins, records, and knows what it has seen.</summary>
internal sealed class FakeReporter : IReporter
{
    private readonly Dictionary<string, ReportReceipt> known = [];
    private readonly Dictionary<int, TaskCompletionSource> waiters = [];

    public List<Report> Received { get; } = [];

    public int Calls { get; private set; }

    /// <summary>Completes when so many reports have come.</summary>
    public Task Reached(int reports)
    {
        lock (known)
            return waiters.TryGetValue(reports, out var waiter)
                ? waiter.Task
                : (waiters[reports] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
    }

    public Task<IReadOnlyList<ReportReceipt>> ReportAsync(IReadOnlyList<Report> reports, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        lock (known)
        {
            Calls++;
            Received.AddRange(reports);
            IReadOnlyList<ReportReceipt> receipts = [.. reports.Select(Receipt)];
            foreach (var (count, waiter) in waiters)
                if (Received.Count >= count)
                    waiter.TrySetResult();
            return Task.FromResult(receipts);
        }
    }

    private ReportReceipt Receipt(Report report)
    {
        var receipt = new ReportReceipt { ReportId = report.ReportId, GridCode = report.GridCode };
        if (known.TryGetValue(report.ReportId, out var first))
        {
            receipt.Outcome = Outcome.Duplicate;
            receipt.IssueId = first.IssueId;
            return receipt;
        }

        receipt.Outcome = report.Disposition != Disposition.Handle ? Outcome.Recorded
            : report.JoinsIssueId.Length > 0 ? Outcome.Joined : Outcome.Opened;
        receipt.IssueId = receipt.Outcome switch
        {
            Outcome.Opened => $"{report.GridCode}.{known.Count + 1}",
            Outcome.Joined => report.JoinsIssueId,
            _ => "",
        };
        return known[report.ReportId] = receipt;
    }
}

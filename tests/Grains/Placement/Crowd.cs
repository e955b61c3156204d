using RealtimeGov.Grains.Tests.Towns;
using RealtimeGov.Protos;
using RealtimeGov.Tests.Support;
using System.Collections.Concurrent;
using RealtimeGov.Grains.Client;
using RealtimeGov.Grains;

namespace RealtimeGov.Grains.Tests.Placement;

/// <summary>Devices that report without pause, one report in flight each, and send again what was not taken.</summary>
internal sealed class Crowd(ITownClient grains)
{
    private readonly ConcurrentDictionary<string, ReportReceipt> receipts = new();
    private readonly Lock gate = new();
    private readonly List<(int Receipts, TaskCompletionSource Reached)> waiters = [];
    private int retries, taken;

    /// <summary>The receipt of each report.</summary>
    public IReadOnlyDictionary<string, ReportReceipt> Receipts => receipts;

    /// <summary>Reports that had to be sent again.</summary>
    public int Retries => retries;

    /// <summary>How long each report waited for its receipt, in all.</summary>
    public ConcurrentBag<TimeSpan> Waits { get; } = [];

    /// <param name="devices">How many at once.</param>
    /// <param name="observedAtUs">By the report's number; null for just now.</param>
    public Task Report(string[] grids, int reports, int devices, Func<int, long>? observedAtUs = null)
    {
        var next = -1;
        return Task.WhenAll(Enumerable.Range(0, devices).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var number && number < reports)
                await Send(grids[number % grids.Length], Reports.New(observedAtUs: observedAtUs?.Invoke(number)));
        })));
    }

    /// <summary>Completes when so many have their receipt.</summary>
    public Task Reaches(int receipts)
    {
        lock (gate)
        {
            if (taken >= receipts) return Task.CompletedTask;
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiters.Add((receipts, reached));
            return reached.Task.WaitAsync(Patience.Max);
        }
    }

    private void Take()
    {
        lock (gate)
        {
            taken++;
            foreach (var waiter in waiters.Where(waiter => waiter.Receipts <= taken)) waiter.Reached.TrySetResult();
            waiters.RemoveAll(waiter => waiter.Receipts <= taken);
        }
    }

    private async Task Send(string grid, Report report)
    {
        var waited = System.Diagnostics.Stopwatch.StartNew();
        while (true)
        {
            var receipt = await Try(grid, report);
            if (receipt.Outcome != Outcome.Retry)
            {
                Waits.Add(waited.Elapsed);
                Assert.True(receipts.TryAdd(report.ReportId, receipt));
                Take();
                return;
            }
            Interlocked.Increment(ref retries);
            await Task.Delay(20); // as a device backs off
        }
    }

    // As the gateway does: a grid that gives no answer means RETRY.
    private async Task<ReportReceipt> Try(string grid, Report report)
    {
        try { return await grains.Grid(grid).SendOne(report); }
        catch (NotDurableException) { return new ReportReceipt { Outcome = Outcome.Retry }; }
    }
}

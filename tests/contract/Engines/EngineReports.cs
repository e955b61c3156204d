using RealtimeGov.Grains.Tests.Towns;
using System.Collections.Concurrent;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;
using RealtimeGov.Grains.Client;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Contract.Tests.Engines;

/// <summary>Reports as a gateway hands them on.</summary>
internal static class EngineReports
{
    public static Report New(long nowUs) => new()
    {
        ReportId = Guid.NewGuid().ToString(),
        StewardId = "S-1",
        Category = "roads/pothole",
        Text = "坑洼",
        ObservedAt = Instant.ToTimestamp(nowUs - Instant.MinuteUs),
        Origin = Origin.Steward,
    };

    public static async Task<IReadOnlyList<ReportReceipt>> Send(this GridRef grid, long nowUs, params Report[] reports)
    {
        var command = new ReceiveReports { ReceivedAtUs = nowUs };
        command.Reports.AddRange(reports.Select(report => new RoutedReport { Report = report }));
        return (await grid.Receive(command)).Receipts;
    }

    public static async Task<ReportReceipt> SendOne(this GridRef grid, long nowUs, Report report) => (await grid.Send(nowUs, report)).Single();
}

/// <summary>Devices that report without pause, one report in flight each, and send again what was not taken.</summary>
internal sealed class EngineCrowd(ITownClient grains, long nowUs)
{
    private readonly Lock gate = new();
    private readonly List<(int Receipts, TaskCompletionSource Reached)> waiters = [];
    private readonly ConcurrentDictionary<string, string> owing = new(StringComparer.Ordinal);

    public ConcurrentDictionary<string, ReportReceipt> Receipts { get; } = new(StringComparer.Ordinal);

    /// <summary>How long each report waited for its receipt, in milliseconds.</summary>
    public ConcurrentBag<double> WaitsMs { get; } = [];

    public Task Report(string[] grids, int reports, int devices)
    {
        var next = -1;
        return Task.WhenAll(Enumerable.Range(0, devices).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var number && number < reports) await Send(grids[number % grids.Length]);
        })));
    }

    /// <summary>
    /// As many a second, each device from a grid of its own, until it is asked to end; a device that had to wait catches up.
    /// Complete when every report that was due by then has its receipt.
    /// </summary>
    public Task ReportUntil(CancellationToken end, string[] grids, int perSecond, int devices)
    {
        var began = System.Diagnostics.Stopwatch.StartNew();
        return Task.WhenAll(Enumerable.Range(0, devices).Select(device => Task.Run(async () =>
        {
            var every = TimeSpan.FromSeconds((double)devices / perSecond);
            for (var due = every * device / devices; ; due += every)
            {
                if (due - began.Elapsed is { Ticks: > 0 } wait)
                {
                    if (end.IsCancellationRequested) return;
                    await Task.Delay(wait, CancellationToken.None);
                }
                await Send(grids[device % grids.Length]);
            }
        })));
    }

    /// <summary>Completes when so many have their receipt.</summary>
    /// <exception cref="TimeoutException">They do not come; the message says what each grid answered last that has not given one.</exception>
    public async Task Reaches(int receipts)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            if (Receipts.Count >= receipts) return;
            waiters.Add((receipts, reached));
        }
        try { await reached.Task.WaitAsync(Patience.Max); }
        catch (TimeoutException) { throw new TimeoutException($"{Receipts.Count} receipts and not {receipts}; owed by {string.Join(", ", owing.Select(grid => $"{grid.Key}: {grid.Value}"))}"); }
    }

    /// <summary>One report, again and again until it has its receipt.</summary>
    public async Task Send(string grid)
    {
        var report = EngineReports.New(nowUs);
        var waited = System.Diagnostics.Stopwatch.StartNew();
        while (await Try(grid, report) is var receipt)
        {
            if (receipt.Outcome == Outcome.Retry)
            {
                await Task.Delay(20); // as a device backs off
                continue;
            }
            WaitsMs.Add(waited.Elapsed.TotalMilliseconds);
            Assert.True(Receipts.TryAdd(report.ReportId, receipt));
            lock (gate)
            {
                foreach (var waiter in waiters.Where(waiter => waiter.Receipts <= Receipts.Count)) waiter.Reached.TrySetResult();
                waiters.RemoveAll(waiter => waiter.Receipts <= Receipts.Count);
            }
            return;
        }
    }

    // As the gateway does: a grid that gives no answer, for whatever reason, means RETRY.
    private async Task<ReportReceipt> Try(string grid, Report report)
    {
        var receipt = new ReportReceipt { Outcome = Outcome.Retry };
        try
        {
            receipt = await grains.Grid(grid).SendOne(nowUs, report);
            if (receipt.Outcome != Outcome.Retry) owing.TryRemove(grid, out _);
            else owing[grid] = receipt.Reason;
        }
        catch (Exception e) when (e is not OutOfMemoryException) { owing[grid] = $"{e.GetType().Name}: {e.Message}"; }
        return receipt;
    }
}

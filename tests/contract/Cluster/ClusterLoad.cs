using RealtimeGov.Contract.Tests.Engines;
using System.Diagnostics;
using RealtimeGov.Contract.Tests.Crash;
using RealtimeGov.Protos;
using Xunit.Abstractions;

namespace RealtimeGov.Contract.Tests.Cluster;

/// <summary>A thousand reports a second into a cluster while something happens to it, and what has become of them.</summary>
internal sealed class ClusterLoad(ClusterProcesses town, ITestOutputHelper output)
{
    public const int PerSecond = 1_000;

    /// <summary>Twelve in each grid, a report in flight each: 240 are due in 0.24 s.</summary>
    private const int Devices = 240;

    private readonly EngineCrowd crowd = new(town.Grains, town.NowUs);

    /// <summary>Two seconds of load, what happens, another two; then all that was due is awaited and everything compared.</summary>
    public async Task While(Func<Task> happens)
    {
        await using var screen = new EngineScreen(town.Grains);
        await screen.KeepWatching([.. ClusterProcesses.Villages, "T"], town.Today);
        using var end = new CancellationTokenSource();
        var reporting = crowd.ReportUntil(end.Token, ClusterProcesses.Grids, PerSecond, Devices);
        var began = Stopwatch.StartNew();
        await crowd.Reaches(2 * PerSecond);
        await happens();
        await Task.Delay(TimeSpan.FromSeconds(2)); // nothing to wait for: it is the load that is to go on
        var seconds = began.Elapsed.TotalSeconds;
        await end.CancelAsync();
        await reporting;
        Tell(seconds, began.Elapsed.TotalSeconds);
        await IsExact(screen);
    }

    /// <summary>Tells how long it takes until every grid has acknowledged a report that was sent after now.</summary>
    public async Task<double> EveryGridAcknowledges(string since)
    {
        var took = Stopwatch.StartNew();
        await Task.WhenAll(ClusterProcesses.Grids.Select(crowd.Send));
        output.WriteLine($"every grid acknowledges {took.Elapsed.TotalSeconds:0.0} s after {since}");
        return took.Elapsed.TotalSeconds;
    }

    // Each acknowledged report stands in the journal once, sums are the journal's, screens are the sums.
    private async Task IsExact(EngineScreen screen)
    {
        Assert.All(crowd.Receipts.Values, receipt => Assert.Contains(receipt.Outcome, new[] { Outcome.Opened, Outcome.Duplicate }));
        var journal = JournalReader.OfPostgres(town.Connection);
        var written = journal.Accepted.ToLookup(id => id);
        var lost = crowd.Receipts.Keys.Count(id => !written.Contains(Guid.Parse(id)));
        var doubled = written.Count(id => id.Count() > 1);
        output.WriteLine($"acknowledged {crowd.Receipts.Count}, in the journal {journal.Accepted.Count}, lost {lost}, doubled {doubled}");
        Assert.Equal((0, 0, crowd.Receipts.Count), (lost, doubled, journal.Accepted.Count));
        Assert.Equal(journal.ValidByGrid.OrderBy(grid => grid.Key), journal.TalliedByGrid.OrderBy(grid => grid.Key));
        Assert.Equal(crowd.Receipts.Count, crowd.Receipts.Values.Select(receipt => receipt.IssueId).Distinct().Count());
        await Task.WhenAll(ClusterProcesses.Villages.Select(village => screen.Shows(village, Sum(journal, village)))
            .Append(screen.Shows("T", (ulong)journal.Accepted.Count)));
    }

    private static ulong Sum(JournalReader journal, string village) =>
        (ulong)journal.ValidByGrid.Where(grid => grid.Key.StartsWith(village + "-", StringComparison.Ordinal)).Sum(grid => (long)grid.Value);

    private void Tell(double seconds, double all)
    {
        var waits = crowd.WaitsMs.Order().ToList();
        output.WriteLine($"{waits.Count} reports due in {seconds:0.0} s ({waits.Count / seconds:0}/s), all acknowledged after {all:0.0} s; "
            + $"p50 {waits[waits.Count / 2]:0.0} ms, p99 {waits[waits.Count * 99 / 100]:0} ms, at most {waits[^1]:0} ms; "
            + $"answered as duplicates {crowd.Receipts.Values.Count(receipt => receipt.Outcome == Outcome.Duplicate)}");
    }
}

using RealtimeGov.Bench.Support.Towns;
using RealtimeGov.Domain.Time;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Sqlite;
using RealtimeGov.Journal.Stores;

namespace RealtimeGov.Bench.Grow;

/// <summary>What was built.</summary>
internal readonly record struct Year(int Reports, int Issues)
{
    public int JournalRows => Reports + Issues;
}

/// <summary>Fills a town's journal through the store's own interface, in large transactions.</summary>
internal sealed class YearBuilder(GrowPlan plan, BenchTown town, TimeProvider time)
{
    private const int EventsPerTransaction = 5_000;

    /// <summary>Events between two snapshots of a grid (silo/Grains/Shell/Journaled.cs).</summary>
    private const int EventsPerSnapshot = 500;

    public async Task<Year> Build(string folder)
    {
        await using var journal = await SqliteJournal.Open(new SqliteJournalOptions { Folder = folder }, time);
        var store = journal.OpenStore("bench");
        var reports = plan.JournalRows - plan.LiveIssues;
        var endUs = Instant.From(time.GetUtcNow()) - Instant.DayUs;
        var firstUs = endUs - plan.Days * Instant.DayUs;
        var year = new Year(0, 0);
        for (var i = 0; i < town.Grids.Count; i++)
        {
            var share = Share(reports, i);
            // The last snapshot lies anywhere in as many events before the end, as it does in a town.
            var snapshotAt = share - i * 131 % EventsPerSnapshot;
            var maker = new ReportMaker(town.Grids, new(), seed: i);
            var history = new GridHistory(
                town.Grids[i], maker, share, firstUs, (endUs - firstUs) / (double)share, share / (double)Share(plan.LiveIssues, i), snapshotAt);
            await Write(store, history.Days(incarnation: i + 1));
            if (history.Snapshot is { } kept) await journal.Streams.SaveSnapshot($"grid/{town.Grids[i]}", kept.Seq, kept.State, CancellationToken.None);
            year = new Year(year.Reports + share, year.Issues + history.IssuesOpened);
        }
        return year;
    }

    private int Share(int all, int index) => all / town.Grids.Count + (index < all % town.Grids.Count ? 1 : 0);

    private static async Task Write(IJournalStore store, IEnumerable<Append> appends)
    {
        var batch = new List<Append>();
        foreach (var append in appends)
        {
            batch.Add(append);
            if (batch.Sum(a => a.EventCount) >= EventsPerTransaction) await Commit(store, batch);
        }
        if (batch.Count > 0) await Commit(store, batch);
    }

    private static async Task Commit(IJournalStore store, List<Append> batch)
    {
        var attempt = await store.Commit(batch, CancellationToken.None);
        if (attempt.Outcome != CommitOutcome.Committed) throw new InvalidOperationException($"building: {attempt.Outcome} {attempt.Detail}");
        batch.Clear();
    }
}

using Google.Protobuf;
using RealtimeGov.Grains.Tests.Towns;
using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.Summaries;
using RealtimeGov.Domain.Time;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Stores;
using RealtimeGov.Projections.Grids;
using RealtimeGov.Protos;
using RealtimeGov.Tests.Support;
using Orleans.Runtime;

namespace RealtimeGov.Grains.Tests.Placement;

/// <summary>What the journal says, read event by event.</summary>
internal static class Counts
{
    /// <summary>The one silo on which all of these are awake; null where one sleeps or they are apart.</summary>
    public static string? SiloWhereAwake(this TestTown town, params GrainId[] grains) =>
        grains.Select(town.Silos.SiloWhereAwake).Distinct().ToList() is [{ } silo] ? silo : null;

    /// <summary>Waits for a grain to be awake on another silo than this one; says which.</summary>
    public static async Task<string> WhereAwake(this TestTown town, GrainId grain, string butNotOn = "")
    {
        var patience = System.Diagnostics.Stopwatch.StartNew();
        while (true)
        {
            if (town.SiloWhereAwake(grain) is { } silo && silo != butNotOn) return silo;
            Assert.True(patience.Elapsed < Patience.Max, $"{grain} did not leave {butNotOn}");
            await Task.Delay(5);
        }
    }

    /// <summary>A grid's first report, durable, of which the grid that decided it told nobody: it was lost in that moment.</summary>
    public static async Task WriteUntold(this TestTown town, string grid, long observedAtUs)
    {
        var date = LocalDay.Of(observedAtUs, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));
        var accepted = new GridEvent { Accepted = new ReportAccepted
        {
            ReportId = ReportIds.ToBytes(Guid.NewGuid()), LocalDate = date, Category = "roads/pothole",
            Outcome = Outcome.Recorded, ObservedAtUs = observedAtUs, ReceivedAtUs = TestTown.NowUs,
        } };
        var rows = new ReadRows();
        var counts = new DayCounts { Valid = 1, Recorded = 1, AwaitingReview = 1 };
        counts.ByCategory["roads/pothole"] = 1;
        rows.Add(DayTallyProjection.Row(grid, DayKey.Place(date), Tally.From(counts, 1, []).Freeze()));
        rows.Add(ReportProjection.Row(grid, 1, accepted.Accepted));
        var append = new Append(4711, 1, Envelope.Unknown, [new StreamSlice($"grid/{grid}", 1, [new JournalEvent("Test", accepted.ToByteArray())])], [], rows);
        Assert.Equal(CommitAttempt.Committed, await town.Journal.OpenStore("lost").Commit([append], default));
    }

    /// <summary>Every report in the grids' streams, as often as it stands there.</summary>
    public static async Task<List<string>> ReportsOf(this TestTown town, IEnumerable<string> grids)
    {
        var ids = new List<string>();
        foreach (var grid in grids)
        {
            var history = await town.Journal.Streams.Load($"grid/{grid}", default);
            if (history.Snapshot is { } snapshot) ids.AddRange(GridSnapshot.Parser.ParseFrom(snapshot).Known.Select(k => ReportIds.Format(ReportIds.FromBytes(k.ReportId))));
            ids.AddRange(history.Tail.Select(facts => ReportIds.Format(ReportIds.FromBytes(GridEvent.Parser.ParseFrom(facts).Accepted.ReportId))));
        }
        return ids;
    }

    /// <summary>Each report acknowledged stands in the journal once, and nothing else does; the day rows add up to them.</summary>
    public static async Task HaveEachOnce(TestTown town, IEnumerable<string> grids, IEnumerable<string> acknowledged)
    {
        var journal = await town.ReportsOf(grids);
        Assert.Equal(acknowledged.Order(), journal.Order());
        var rows = await town.Journal.ReadModel.Totals("", default);
        Assert.Equal(journal.Count, rows.Sum(row => (long)row.Counts.Valid));
    }
}

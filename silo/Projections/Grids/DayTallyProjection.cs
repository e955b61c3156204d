using Google.Protobuf;
using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.Summaries;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.ReadModel;
using RealtimeGov.Journal.Streams;
using RealtimeGov.Protos;

namespace RealtimeGov.Projections.Grids;

/// <summary>A grid's counts of each day, as place and by trade: the tallies of its state that these events changed.</summary>
public sealed class DayTallyProjection : IProjection<GridEvent, GridState>
{
    private static readonly ReadTable Days = new(
        "day_tally",
        keys: [Column.Integer("local_date"), Column.Text("unit"), Column.Text("grid")],
        values:
        [
            Column.Bigint(ReadTable.Seq), Column.Bigint("invalid"), Column.Bigint("opened"), Column.Bigint("joined"),
            Column.Bigint("recorded"), Column.Message("by_category", DayCounts.Parser),
        ]);

    private static readonly RowShape Shape = Days.Upsert();

    public ReadTable Table => Days;

    public void Project(StreamRun<GridEvent> run, GridState after, ReadRows to)
    {
        var touched = new List<DayKey>(2);
        foreach (var e in run.Events)
            foreach (var key in GridDecider.DaysTouchedBy(e.Event))
                if (!touched.Contains(key)) touched.Add(key);
        foreach (var key in touched) to.Add(Row(run.Id, key, after.Days[key].Freeze()));
    }

    public static Row Row(string grid, DayKey key, FrozenTally tally) => Shape.Row(
        key.Date, key.Unit, grid, tally.Version, tally.Invalid, tally.Opened, tally.Joined, tally.Recorded,
        RowValue.Deferred(() => tally.WithoutColumns().ToByteArray()));
}

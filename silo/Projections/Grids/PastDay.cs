using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.Summaries;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Protos;

namespace RealtimeGov.Projections.Grids;

/// <summary>
/// A day of some grids as it was at any moment within it: the rows, the newest reports and the hours that the read model had then, made of
/// the journal by the same folds. A moment takes each grid's events up to the last that had been recorded by then.
/// </summary>
public sealed class PastDay
{
    private readonly int date;
    private readonly List<(string Grid, List<PastEvent> Events)> grids;

    /// <param name="events">Of <see cref="PastEvent.OfDay"/>.</param>
    public PastDay(int date, IEnumerable<PastEvent> events)
    {
        this.date = date;
        grids = [.. events.GroupBy(e => e.Grid, StringComparer.Ordinal).OrderBy(grid => grid.Key, StringComparer.Ordinal)
            .Select(grid => (grid.Key, grid.OrderBy(e => e.Seq).ToList()))];
    }

    /// <summary>False where some of it was recorded before the journal kept times: no moment of it can be told.</summary>
    public bool IsTimed => grids.TrueForAll(grid => grid.Events[0].RecordedAtUs > 0);

    /// <param name="atUs">Microseconds since 1970-01-01T00:00Z.</param>
    /// <param name="unit">A trade's code, or empty for the place.</param>
    /// <returns>One row for each grid of which anything had been counted, in the order of their codes.</returns>
    public IReadOnlyList<DayTally> Days(long atUs, string unit) =>
        [.. Replays(atUs, unit).Select(one => new DayTally(one.Grid, unit, date, one.Tally.ToCounts(), one.Tally.Version))];

    /// <summary>The newest of the reports that had come by then, only of these grids.</summary>
    public IReadOnlyList<FeedItem> Newest(long atUs, string unit, IReadOnlySet<string> of)
    {
        var newest = new Newest();
        foreach (var (grid, tally) in Replays(atUs, unit))
            if (of.Contains(grid))
                foreach (var item in tally.Newest.Items) newest.Add(item);
        return newest.Items;
    }

    /// <summary>The reports that counted then by the hour in which they were observed, only of these grids.</summary>
    /// <inheritdoc cref="HourTally" path="/param"/>
    public IReadOnlyList<ulong> Hours(long atUs, string unit, IReadOnlySet<string> of, long beginsUs, int hours)
    {
        var tally = new HourTally(date, unit, beginsUs, hours);
        foreach (var (grid, events) in grids)
            if (of.Contains(grid))
                foreach (var e in Until(events, atUs)) tally.Apply(e.Event);
        return tally.Counts;
    }

    private IEnumerable<(string Grid, Tally Tally)> Replays(long atUs, string unit)
    {
        foreach (var (grid, events) in grids)
        {
            var replay = new DayReplay(grid, date);
            foreach (var e in Until(events, atUs)) replay.Apply(e.Seq, e.Event);
            if (replay.Of(unit) is { Version: > 0 } tally) yield return (grid, tally);
        }
    }

    // A clock that was set back leaves earlier times after later ones: what an event rests on is never left out.
    private static IEnumerable<PastEvent> Until(List<PastEvent> events, long atUs) => events.Take(events.FindLastIndex(e => e.RecordedAtUs <= atUs) + 1);
}

using RealtimeGov.Journal.Queries;
using RealtimeGov.Protos;

namespace RealtimeGov.Projections.Grids;

/// <summary>An event of a grid with the time at which it was recorded.</summary>
/// <param name="RecordedAtUs">The silo's clock, microseconds since 1970-01-01T00:00Z; 0 for what was written before that was kept.</param>
public sealed record PastEvent(string Grid, ulong Seq, long RecordedAtUs, GridEvent Event)
{
    /// <summary>
    /// What these grids recorded within a time, and of the day's own reports what was recorded before it: a clock may have been wrong. Only of
    /// grids that the day counts anything of. In no order; a grid's without a gap.
    /// A stream's events are in the order of their times, so where it came to is found by halving its numbers: some twenty look-ups by the
    /// journal's key for each grid, however long its history is, and no index beside.
    /// </summary>
    /// <param name="grids">At least one.</param>
    /// <param name="fromUs">The first moment, microseconds since 1970-01-01T00:00Z.</param>
    /// <param name="untilUs">The moment after the last.</param>
    public static ReadQuery<PastEvent> OfDay(int date, IReadOnlyCollection<string> grids, long fromUs, long untilUs, int limit) => new(
        $"""
        with recursive
        counted(stream, first) as (
          select 'grid/' || t.grid, (select min(r.seq) from report r where r.grid = t.grid and r.local_date = t.local_date)
          from day_tally t where t.local_date = @date and t.unit = '' and t.grid in ({string.Join(", ", grids.Select((_, i) => $"@g{i}"))})),
        bound(at_us) as (values (@from), (@until)),
        -- The last event before each bound is not below low and not above high.
        search(stream, at_us, low, high) as (
          select c.stream, b.at_us, cast(0 as bigint), coalesce((select max(j.seq) from journal j where j.stream = c.stream), 0) from counted c cross join bound b
          union all
          select s.stream, s.at_us,
            case when {Recorded("s.stream", Middle)} < s.at_us then {Middle} else s.low end,
            case when {Recorded("s.stream", Middle)} < s.at_us then s.high else {Middle} - 1 end
          from search s where s.low < s.high),
        step(stream, seq, last) as (
          select c.stream, case when c.first <= f.low then c.first else f.low + 1 end, u.low
          from counted c join search f on f.stream = c.stream and f.at_us = @from and f.low = f.high
            join search u on u.stream = c.stream and u.at_us = @until and u.low = u.high
          union all
          select stream, seq + 1, last from step where seq < last)
        select substr(t.stream, 6), t.seq, {Recorded("t.stream", "t.seq")}, (select j.facts from journal j where j.stream = t.stream and j.seq = t.seq)
        from step t where t.seq <= t.last limit @limit
        """,
        row => new PastEvent(row.GetString(0), (ulong)row.GetInt64(1), row.GetInt64(2), GridEvent.Parser.ParseFrom(row.GetFieldValue<byte[]>(3))),
        [.. grids.Select((grid, i) => ($"g{i}", (object)grid)), ("date", date), ("from", fromUs), ("until", untilUs), ("limit", limit)]);

    private const string Middle = "(s.low + s.high + 1) / 2";

    private static string Recorded(string stream, string seq) => $"(select j.recorded_at_us from journal j where j.stream = {stream} and j.seq = {seq})";
}

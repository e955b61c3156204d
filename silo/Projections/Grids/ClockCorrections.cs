using RealtimeGov.Journal.Queries;

namespace RealtimeGov.Projections.Grids;

/// <summary>How many valid reports of a day came with a clock that had to be corrected, by grid, and the largest correction.</summary>
/// <param name="LargestMs">Server's clock less device's, of the report where it was furthest from 0.</param>
public sealed record ClockCorrections(string Grid, ulong Reports, long LargestMs)
{
    public static ReadQuery<ClockCorrections> On(int date) => new(
        """
        select grid, count(*), max(clock_offset_ms), min(clock_offset_ms) from report
        where local_date = @date and clock_offset_ms <> 0 and withdrawn_seq = 0 group by grid order by grid
        """,
        row => new ClockCorrections(row.GetString(0), (ulong)row.GetInt64(1), Furthest(row.GetInt64(2), row.GetInt64(3))),
        ("date", date));

    private static long Furthest(long max, long min) => max >= -min ? max : min;
}

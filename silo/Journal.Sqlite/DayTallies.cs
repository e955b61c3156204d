using Microsoft.Data.Sqlite;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Protos;

namespace RealtimeGov.Journal.Sqlite;

/// <summary>Rows of the day table.</summary>
internal static class DayTallies
{
    public const string Select = "select grid, unit, local_date, seq, invalid, opened, joined, recorded, by_category from day_tally";

    public static DayTally From(SqliteDataReader row)
    {
        var counts = DayCounts.Parser.ParseFrom(row.GetFieldValue<byte[]>(8).AsSpan());
        counts.Invalid = (ulong)row.GetInt64(4);
        counts.Opened = (ulong)row.GetInt64(5);
        counts.Joined = (ulong)row.GetInt64(6);
        counts.Recorded = (ulong)row.GetInt64(7);
        counts.Valid = counts.Opened + counts.Joined + counts.Recorded;
        counts.AwaitingReview = counts.Valid - counts.Reviewed;
        return new DayTally(row.GetString(0), row.GetString(1), row.GetInt32(2), counts, (ulong)row.GetInt64(3));
    }
}

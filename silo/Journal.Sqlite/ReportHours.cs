using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace RealtimeGov.Journal.Sqlite;

/// <summary>The reports of a day by hour: one range of the primary key for each grid.</summary>
internal static class ReportHours
{
    public static IReadOnlyList<ulong> Read(SqliteConnection connection, int date, string unit, IEnumerable<string> grids, long midnightUs, int hours)
    {
        using var query = new Statement(connection, """
            select min(max((observed_at_us - $4) / 3600000000, 0), $5 - 1), count(*) from report
            where local_date = $1 and ($2 = '' or unit = $2) and grid in (select value from json_each($3)) and withdrawn_seq = 0
            group by 1
            """);
        using var rows = query.Query(date, unit, JsonSerializer.Serialize(grids), midnightUs, hours);
        var counts = new ulong[hours];
        while (rows.Read()) counts[rows.GetInt32(0)] = (ulong)rows.GetInt64(1);
        return counts;
    }
}

using System.Text.Json;
using Microsoft.Data.Sqlite;
using RealtimeGov.Domain.Grids;
using RealtimeGov.Protos;

namespace RealtimeGov.Journal.Sqlite;

/// <summary>The newest reports of a day, in the order of <see cref="Domain.Summaries.Newest"/>.</summary>
internal static class NewestReports
{
    public static IReadOnlyList<FeedItem> Read(SqliteConnection connection, int date, string unit, IEnumerable<string> grids, int limit)
    {
        using var query = new Statement(connection, """
            select report_id, category, grid, observed_at_us from report
            where local_date = $1 and ($2 = '' or unit = $2) and grid in (select value from json_each($3))
            order by observed_at_us desc, report_id desc limit $4
            """);
        using var rows = query.Query(date, unit, JsonSerializer.Serialize(grids), limit);
        var items = new List<FeedItem>();
        while (rows.Read())
            items.Add(new FeedItem
            {
                ReportId = ReportIds.Format(new Guid(rows.GetFieldValue<byte[]>(0), bigEndian: true)),
                Category = rows.GetString(1),
                GridCode = rows.GetString(2),
                ObservedAtUs = rows.GetInt64(3),
            });
        return items;
    }
}

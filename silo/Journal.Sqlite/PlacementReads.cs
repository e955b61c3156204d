using Microsoft.Data.Sqlite;
using RealtimeGov.Journal.Queries;

namespace RealtimeGov.Journal.Sqlite;

/// <summary>Where grids run, and who decided so.</summary>
internal static class PlacementReads
{
    public static PlacementRows Rows(SqliteConnection connection)
    {
        using var newest = new Statement(connection, "select coalesce(max(seq), 0) from audit");
        using var version = newest.Query();
        version.Read();
        return new PlacementRows(
            (ulong)version.GetInt64(0),
            All(connection, "select grid, silo, pinned, seq from assignment order by grid",
                row => new AssignmentRow(row.GetString(0), row.GetString(1), row.GetInt32(2) != 0, (ulong)row.GetInt64(3))),
            All(connection, "select silo, draining, weight, seq from silo_setting order by silo",
                row => new SiloSettingRow(row.GetString(0), row.GetInt32(1) != 0, row.GetDouble(2), (ulong)row.GetInt64(3))));
    }

    public static IReadOnlyList<AuditRow> Audit(SqliteConnection connection, ulong before, int limit) => All(
        connection, "select seq, at_us, by, action, subject, before, after from audit where seq < $1 order by seq desc limit $2",
        row => new AuditRow((ulong)row.GetInt64(0), row.GetInt64(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetString(6)),
        before == 0 ? long.MaxValue : (long)before, limit);

    private static List<T> All<T>(SqliteConnection connection, string sql, Func<SqliteDataReader, T> row, params ReadOnlySpan<object> values)
    {
        using var query = new Statement(connection, sql);
        using var rows = query.Query(values);
        var all = new List<T>();
        while (rows.Read()) all.Add(row(rows));
        return all;
    }
}

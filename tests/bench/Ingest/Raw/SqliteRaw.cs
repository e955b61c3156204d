using Microsoft.Data.Sqlite;

namespace RealtimeGov.Bench.Ingest.Raw;

/// <summary>Prepared statements on one connection into the shipped tables: journal, content, report_id, report, issue, day_tally.</summary>
public sealed class SqliteRaw : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly SqliteCommand journal, content, claim, report, issue, day;

    public SqliteRaw(string file)
    {
        connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        foreach (var setting in (string[])["journal_mode = wal", "synchronous = full", "cache_size = -65536"]) Execute($"pragma {setting}");
        journal = Prepare("""
            insert into journal (stream, seq, incarnation, append, facts, type, recorded_at_us, principal_kind, principal_id, command_id, cause_stream, cause_seq)
            values ($1, $2, $3, $4, $5, $6, $7, 'device', 'device-token', $8, $9, $10)
            """);
        content = Prepare("insert into content (stream, seq, reporter, local_date, payload) values ($1, $2, $3, $4, $5)");
        claim = Prepare("insert into report_id (report_id, grid, issue_id) values ($1, $2, $3)");
        report = Prepare("""
            insert into report (grid, local_date, seq, report_id, category, unit, origin, outcome, issue_id, observed_at_us, received_at_us, place_unsure)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            """);
        issue = Prepare("""
            insert into issue (issue_id, seq, grid, category, state, report_id, observed_at_us, opened_at_us, place_unsure, possible_duplicates)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """);
        day = Prepare("""
            insert into day_tally (local_date, unit, grid, seq, invalid, opened, joined, recorded, by_category)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            on conflict (local_date, unit, grid) do update set seq = excluded.seq, opened = excluded.opened, by_category = excluded.by_category
            """);
    }

    public void Write(IReadOnlyList<RawReport> transaction, IReadOnlyList<RawDay> days, long number)
    {
        Execute("begin immediate");
        foreach (var r in transaction)
        {
            Run(journal, "grid/" + r.Grid, r.Seq, 1L, number, r.Facts, "ReportAccepted", r.ReceivedAtUs, r.IdBytes, "", 0L);
            Run(journal, "issue/" + r.IssueId, 1L, 1L, number, r.IssueFacts, "IssueOpened", r.ReceivedAtUs, r.IdBytes, "grid/" + r.Grid, r.Seq);
            Run(content, "grid/" + r.Grid, r.Seq, "", r.LocalDate, r.Content);
            Run(claim, r.IdBytes, r.Grid, r.IssueId);
            Run(report, r.Grid, r.LocalDate, r.Seq, r.IdBytes, r.Category, "", 6, 1, r.IssueId, r.ObservedAtUs, r.ReceivedAtUs, 0);
            Run(issue, r.IssueId, 1L, r.Grid, r.Category, "open", r.IdBytes, r.ObservedAtUs, r.ReceivedAtUs, 0, "");
        }
        foreach (var d in days) Run(day, d.LocalDate, "", d.Grid, d.Seq, 0L, d.Opened, 0L, 0L, d.ByCategory);
        Execute("commit");
    }

    public long CountReports()
    {
        using var count = connection.CreateCommand();
        count.CommandText = "select count(*) from report";
        return (long)count.ExecuteScalar()!;
    }

    public void Dispose() => connection.Dispose();

    private SqliteCommand Prepare(string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 1; sql.Contains($"${i}", StringComparison.Ordinal); i++) command.Parameters.Add(new SqliteParameter($"${i}", null));
        command.Prepare();
        return command;
    }

    private void Execute(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static void Run(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
        command.ExecuteNonQuery();
    }
}

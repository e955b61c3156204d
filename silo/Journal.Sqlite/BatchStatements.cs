using Microsoft.Data.Sqlite;

namespace RealtimeGov.Journal.Sqlite;

/// <summary>The statements of a commit, prepared once for the writing connection.</summary>
internal sealed class BatchStatements(SqliteConnection connection)
{
    private const string Guarded = "where excluded.seq >";

    public SqliteConnection Connection => connection;

    /// <summary>Refuses a gap too: the event before must be there, or this be the first.</summary>
    public Statement FirstEvent { get; } = new(connection, """
        insert into journal (stream, seq, incarnation, append, facts)
        select $1, $2, $3, $4, $5
        where $2 = 1 or exists (select 1 from journal where stream = $1 and seq = $2 - 1)
        """);

    public Statement Event { get; } = new(connection, "insert into journal (stream, seq, incarnation, append, facts) values ($1, $2, $3, $4, $5)");

    public Statement Content { get; } = new(connection, "insert into content (stream, seq, reporter, local_date, payload) values ($1, $2, $3, $4, $5)");

    public Statement PhotoReference { get; } = new(connection, "insert into photo_reference (photo_id, stream, seq) values ($1, $2, $3) on conflict do nothing");

    public Statement ClaimHeld { get; } = new(connection, "select grid, issue_id from report_id where report_id = $1");

    public Statement Claim { get; } = new(connection, "insert into report_id (report_id, grid, issue_id) values ($1, $2, $3)");

    public Statement RefusedHeld { get; } = new(connection, "select grid from refused_id where report_id = $1");

    public Statement Refused { get; } = new(connection, "insert into refused_id (report_id, grid) values ($1, $2)");

    public Statement Day { get; } = new(connection, $"""
        insert into day_tally (local_date, unit, grid, seq, invalid, opened, joined, recorded, by_category)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        on conflict (local_date, unit, grid) do update set seq = excluded.seq, invalid = excluded.invalid,
          opened = excluded.opened, joined = excluded.joined, recorded = excluded.recorded, by_category = excluded.by_category
        {Guarded} day_tally.seq
        """);

    public Statement Report { get; } = new(connection, """
        insert into report (grid, local_date, seq, report_id, category, unit, origin, outcome, issue_id, observed_at_us, received_at_us, place_unsure)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        """);

    public Statement Withdrawal { get; } = new(connection,
        "update report set withdrawn_seq = $4 where grid = $1 and local_date = $2 and seq = $3 and withdrawn_seq < $4");

    public Statement Issue { get; } = new(connection, $"""
        insert into issue (issue_id, seq, grid, category, state, report_id, observed_at_us, opened_at_us, place_unsure, possible_duplicates)
        values ($1, $2, $3, $4, 'open', $5, $6, $7, $8, $9)
        on conflict (issue_id) do update set seq = excluded.seq, category = excluded.category, state = excluded.state
        {Guarded} issue.seq
        """);

    public Statement Steward { get; } = new(connection, $"""
        insert into steward (id, seq, data) values ($1, $2, $3)
        on conflict (id) do update set seq = excluded.seq, data = excluded.data {Guarded} steward.seq
        """);

    public Statement Region { get; } = new(connection, $"""
        insert into region (code, from_date, seq, data) values ($1, $2, $3, $4)
        on conflict (code, from_date) do update set seq = excluded.seq, data = excluded.data {Guarded} region.seq
        """);

    public Statement Category { get; } = new(connection, $"""
        insert into category (code, seq, data) values ($1, $2, $3)
        on conflict (code) do update set seq = excluded.seq, data = excluded.data {Guarded} category.seq
        """);

    public Statement Assignment { get; } = new(connection, $"""
        insert into assignment (grid, silo, pinned, seq) values ($1, $2, $3, $4)
        on conflict (grid) do update set silo = excluded.silo, pinned = excluded.pinned, seq = excluded.seq {Guarded} assignment.seq
        """);

    public Statement SiloSetting { get; } = new(connection, $"""
        insert into silo_setting (silo, draining, weight, seq) values ($1, $2, $3, $4)
        on conflict (silo) do update set draining = excluded.draining, weight = excluded.weight, seq = excluded.seq {Guarded} silo_setting.seq
        """);

    public Statement Audit { get; } = new(connection, "insert into audit (seq, at_us, by, action, subject, before, after) values ($1, $2, $3, $4, $5, $6, $7)");

    public Statement Standing { get; } = new(connection, "select incarnation, append from journal where stream = $1 and seq = $2");

    public Statement Snapshot { get; } = new(connection, $"""
        insert into snapshot (stream, seq, state) values ($1, $2, $3)
        on conflict (stream) do update set seq = excluded.seq, state = excluded.state {Guarded} snapshot.seq
        """);
}

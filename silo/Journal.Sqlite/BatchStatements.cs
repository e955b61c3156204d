using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace RealtimeGov.Journal.Sqlite;

/// <summary>The statements of a commit, prepared once for the writing connection.</summary>
internal sealed class BatchStatements(PreparedStatements on)
{
    private const string Guarded = "where excluded.seq >";

    public SqliteConnection Connection => on.Connection;

    /// <summary>Pages that the connection has written since this was last asked.</summary>
    public int PagesWritten()
    {
        raw.sqlite3_db_status(on.Connection.Handle, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var pages, out _, 1);
        return pages;
    }

    /// <summary>Refuses a gap: changes nothing where the event before is not there.</summary>
    public WriteStatement NextEvent { get; } = on.Prepare("""
        insert into journal (stream, seq, incarnation, append, facts)
        select ?1, ?2, ?3, ?4, ?5
        where exists (select 1 from journal where stream = ?1 and seq = ?2 - 1)
        """);

    public WriteStatement Event { get; } = on.Prepare("insert into journal (stream, seq, incarnation, append, facts) values (?1, ?2, ?3, ?4, ?5)");

    public WriteStatement Content { get; } = on.Prepare("insert into content (stream, seq, reporter, local_date, payload) values (?1, ?2, ?3, ?4, ?5)");

    public WriteStatement PhotoReference { get; } = on.Prepare("insert into photo_reference (photo_id, stream, seq) values (?1, ?2, ?3) on conflict do nothing");

    public Statement ClaimHeld { get; } = new(on.Connection, "select grid, issue_id, digest from report_id where report_id = $1");

    /// <summary>Changes nothing where the id is held.</summary>
    public WriteStatement Claim { get; } = on.Prepare("insert into report_id (report_id, grid, issue_id, digest) values (?1, ?2, ?3, nullif(?4, x'')) on conflict do nothing");

    public Statement RefusedHeld { get; } = new(on.Connection, "select grid from refused_id where report_id = $1");

    public WriteStatement Refused { get; } = on.Prepare("insert into refused_id (report_id, grid) values (?1, ?2) on conflict do nothing");

    public WriteStatement Day { get; } = on.Prepare($"""
        insert into day_tally (local_date, unit, grid, seq, invalid, opened, joined, recorded, by_category)
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
        on conflict (local_date, unit, grid) do update set seq = excluded.seq, invalid = excluded.invalid,
          opened = excluded.opened, joined = excluded.joined, recorded = excluded.recorded, by_category = excluded.by_category
        {Guarded} day_tally.seq
        """);

    public WriteStatement Report { get; } = on.Prepare("""
        insert into report (grid, local_date, seq, report_id, category, unit, origin, outcome, issue_id, observed_at_us, received_at_us, place_unsure)
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
        """);

    public WriteStatement Withdrawal { get; } = on.Prepare(
        "update report set withdrawn_seq = ?4 where grid = ?1 and local_date = ?2 and seq = ?3 and withdrawn_seq < ?4");

    public WriteStatement Issue { get; } = on.Prepare($"""
        insert into issue (issue_id, seq, grid, category, state, report_id, observed_at_us, opened_at_us, place_unsure, possible_duplicates)
        values (?1, ?2, ?3, ?4, 'open', ?5, ?6, ?7, ?8, ?9)
        on conflict (issue_id) do update set seq = excluded.seq, category = excluded.category, state = excluded.state
        {Guarded} issue.seq
        """);

    public WriteStatement Steward { get; } = on.Prepare($"""
        insert into steward (id, seq, data) values (?1, ?2, ?3)
        on conflict (id) do update set seq = excluded.seq, data = excluded.data {Guarded} steward.seq
        """);

    public WriteStatement Region { get; } = on.Prepare($"""
        insert into region (code, from_date, seq, data) values (?1, ?2, ?3, ?4)
        on conflict (code, from_date) do update set seq = excluded.seq, data = excluded.data {Guarded} region.seq
        """);

    public WriteStatement Category { get; } = on.Prepare($"""
        insert into category (code, seq, data) values (?1, ?2, ?3)
        on conflict (code) do update set seq = excluded.seq, data = excluded.data {Guarded} category.seq
        """);

    public WriteStatement Assignment { get; } = on.Prepare($"""
        insert into assignment (grid, silo, pinned, seq) values (?1, ?2, ?3, ?4)
        on conflict (grid) do update set silo = excluded.silo, pinned = excluded.pinned, seq = excluded.seq {Guarded} assignment.seq
        """);

    public WriteStatement SiloSetting { get; } = on.Prepare($"""
        insert into silo_setting (silo, draining, weight, seq) values (?1, ?2, ?3, ?4)
        on conflict (silo) do update set draining = excluded.draining, weight = excluded.weight, seq = excluded.seq {Guarded} silo_setting.seq
        """);

    public WriteStatement Audit { get; } = on.Prepare("insert into audit (seq, at_us, by, action, subject, before, after) values (?1, ?2, ?3, ?4, ?5, ?6, ?7)");

    public Statement Standing { get; } = new(on.Connection, "select incarnation, append from journal where stream = $1 and seq = $2");

    public WriteStatement Snapshot { get; } = on.Prepare($"""
        insert into snapshot (stream, seq, state) values (?1, ?2, ?3)
        on conflict (stream) do update set seq = excluded.seq, state = excluded.state {Guarded} snapshot.seq
        """);
}

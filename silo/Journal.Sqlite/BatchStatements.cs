using Microsoft.Data.Sqlite;
using RealtimeGov.Journal.ReadModel;
using RealtimeGov.Projections;
using SQLitePCL;

namespace RealtimeGov.Journal.Sqlite;

/// <summary>The statements of a commit, prepared once for the writing connection.</summary>
internal sealed class BatchStatements(PreparedStatements on)
{
    private const string EventColumns =
        "stream, seq, incarnation, append, facts, type, recorded_at_us, principal_kind, principal_id, command_id, cause_stream, cause_seq";

    public SqliteConnection Connection => on.Connection;

    /// <summary>Pages that the connection has written since this was last asked.</summary>
    public int PagesWritten()
    {
        raw.sqlite3_db_status(on.Connection.Handle, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var pages, out _, 1);
        return pages;
    }

    /// <summary>Refuses a gap: changes nothing where the event before is not there.</summary>
    public WriteStatement NextEvent { get; } = on.Prepare($"""
        insert into journal ({EventColumns})
        select ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12
        where exists (select 1 from journal where stream = ?1 and seq = ?2 - 1)
        """);

    public WriteStatement Event { get; } = on.Prepare(
        $"insert into journal ({EventColumns}) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)");

    public WriteStatement Content { get; } = on.Prepare("insert into content (stream, seq, reporter, local_date, payload) values (?1, ?2, ?3, ?4, ?5)");

    public WriteStatement PhotoReference { get; } = on.Prepare("insert into photo_reference (photo_id, stream, seq) values (?1, ?2, ?3) on conflict do nothing");

    /// <summary>The photos that a content names which is erased, so that their files go too; then the content.</summary>
    public WriteStatement ErasedPhotos { get; } = on.Prepare("""
        insert into erased_photo (photo_id, erased_us) select distinct photo_id, ?4 from photo_reference where stream = ?1 and seq between ?2 and ?3
        on conflict (photo_id) do update set erased_us = excluded.erased_us
        """);

    /// <summary>Which contents an append erases, with the event that they began with.</summary>
    public WriteStatement ErasedContents { get; } = on.Prepare("""
        insert into erased_content (stream, from_seq, to_seq, first_us, report_id, erased_us)
        select ?1, ?2, ?3, recorded_at_us, ?4, ?5 from journal where stream = ?1 and seq = ?2
        on conflict (stream, from_seq) do update set to_seq = max(to_seq, excluded.to_seq), first_us = excluded.first_us, report_id = excluded.report_id, erased_us = excluded.erased_us
        """);

    public WriteStatement ErasePhotoReferences { get; } = on.Prepare("delete from photo_reference where stream = ?1 and seq between ?2 and ?3");

    public WriteStatement EraseContent { get; } = on.Prepare("delete from content where stream = ?1 and seq between ?2 and ?3");

    public WriteStatement EraseWords { get; } = on.Prepare("update content set payload = x'' where stream = ?1 and seq between ?2 and ?3");

    public WriteStatement EraseDigest { get; } = on.Prepare("update report_id set digest = null where report_id = ?1");

    public Statement ClaimHeld { get; } = new(on.Connection, "select grid, issue_id, digest, sender from report_id where report_id = $1");

    /// <summary>Changes nothing where the id is held.</summary>
    public WriteStatement Claim { get; } = on.Prepare("insert into report_id (report_id, grid, issue_id, digest, sender) values (?1, ?2, ?3, nullif(?4, x''), ?5) on conflict do nothing");

    public Statement RefusedHeld { get; } = new(on.Connection, "select grid from refused_id where report_id = $1");

    public WriteStatement Refused { get; } = on.Prepare("insert into refused_id (report_id, grid) values (?1, ?2) on conflict do nothing");

    /// <summary>How each table of the read model is written, in the order of the batch's rows.</summary>
    public RowBatch Rows { get; } = new(Catalog.Tables);

    public IReadOnlyList<WriteStatement> RowStatements { get; } =
        [.. Catalog.Tables.SelectMany(table => table.Shapes).Select(shape => on.Prepare(ShapeSql.Of(shape, shape.Table.Name)))];

    public WriteStatement Outbox { get; } = on.Prepare(
        "insert into outbox (sender, seq, target, previous, grid, command_id, type, payload) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");

    public WriteStatement Acknowledge { get; } = on.Prepare("delete from outbox where sender = ?1 and seq = ?2 and target = ?3");

    /// <summary>Changes nothing where the content is another by now, or is found already.</summary>
    public WriteStatement SearchText { get; } = on.Prepare("""
        insert into search_text (issue_id, stream, seq, text)
        select ?1, ?2, ?3, ?4 where exists (select 1 from content where stream = ?2 and seq = ?3 and payload = ?5)
        on conflict (stream, seq) do nothing
        """);

    public WriteStatement SearchPairs { get; } = on.Prepare(
        "insert into search_pair (rowid, pairs) select id, ?3 from search_text where stream = ?1 and seq = ?2");

    public WriteStatement SearchNoted { get; } = on.Prepare("delete from search_note where id = ?1");

    public Statement Standing { get; } = new(on.Connection, "select incarnation, append from journal where stream = $1 and seq = $2");

    public WriteStatement Snapshot { get; } = on.Prepare("""
        insert into snapshot (stream, seq, state) values (?1, ?2, ?3)
        on conflict (stream) do update set seq = excluded.seq, state = excluded.state where excluded.seq > snapshot.seq
        """);
}

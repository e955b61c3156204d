using System.Data.Common;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Protos;

namespace RealtimeGov.Projections.Privacy;

/// <summary>A report that somebody sent, with what was written; empty where it was erased.</summary>
/// <param name="IssueId">Empty where it was only recorded.</param>
public sealed record PersonsReport(Guid ReportId, string Grid, int LocalDate, string Category, Outcome Outcome, long ReceivedAtUs, string IssueId, bool IsWithdrawn, Content Content)
{
    /// <summary>The newest first.</summary>
    /// <param name="reporter">The person's id, or the steward's.</param>
    public static ReadQuery<PersonsReport> Of(string reporter, int limit) => new(
        """
        select r.report_id, r.grid, r.local_date, r.category, r.outcome, r.received_at_us, r.issue_id, r.withdrawn_seq, c.payload
        from content c join report r on r.grid = substr(c.stream, 6) and r.local_date = c.local_date and r.seq = c.seq -- after grid/
        where c.reporter = @reporter and c.reporter <> '' and substr(c.stream, 1, 5) = 'grid/'
        order by r.received_at_us desc, r.report_id desc limit @limit
        """,
        From, ("reporter", reporter), ("limit", limit));

    private static PersonsReport From(DbDataReader row) => new(
        new Guid(row.GetFieldValue<byte[]>(0), bigEndian: true), row.GetString(1), row.GetInt32(2), row.GetString(3), (Outcome)row.GetInt32(4), row.GetInt64(5), row.GetString(6), row.GetInt64(7) > 0,
        Content.Parser.ParseFrom(row.GetFieldValue<byte[]>(8)));
}

/// <summary>Something that a person caused, by the event it became.</summary>
/// <param name="Words">Of an issue's step; null of others, and where they were erased.</param>
public sealed record PersonsAct(string Stream, ulong Seq, string Type, long RecordedAtUs, StepContent? Words)
{
    /// <summary>The newest first.</summary>
    public static ReadQuery<PersonsAct> Of(string person, int limit) => new(
        """
        select j.stream, j.seq, j.type, j.recorded_at_us, c.payload
        from journal j left join content c on c.stream = j.stream and c.seq = j.seq and substr(j.stream, 1, 6) = 'issue/'
        where j.principal_kind in ('person', 'service') and j.principal_kind = 'person' and j.principal_id = @person
        order by j.recorded_at_us desc, j.stream, j.seq desc limit @limit
        """,
        From, ("person", person), ("limit", limit));

    private static PersonsAct From(DbDataReader row) => new(
        row.GetString(0), (ulong)row.GetInt64(1), row.GetString(2), row.GetInt64(3), row.IsDBNull(4) ? null : StepContent.Parser.ParseFrom(row.GetFieldValue<byte[]>(4)));
}

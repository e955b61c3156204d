using RealtimeGov.Journal.Queries;
using RealtimeGov.Protos;

namespace RealtimeGov.Projections.Issues;

/// <summary>A report of a steward's, and how the issue stands that it opened or joined.</summary>
/// <param name="IsWithdrawn">Review declined it: it no longer counts.</param>
/// <param name="State">Of the issue; empty where the report was only recorded.</param>
/// <param name="AnswerSeq">Where the answer lies in the issue's stream; 0 while there is none.</param>
public sealed record InboxReport(
    Guid ReportId, string Grid, string Category, int Outcome, long ReceivedAtUs, bool IsWithdrawn, string IssueId,
    string State, ulong Version, ulong AnswerSeq, IssueWork Work)
{
    private const string From = """
        select r.report_id, r.grid, r.category, r.outcome, r.received_at_us, r.withdrawn_seq, r.issue_id,
          coalesce(i.state, ''), coalesce(i.seq, 0), coalesce(i.answer_seq, 0), i.work
        from content c join report r on r.grid = substr(c.stream, 6) -- after grid/
          and r.local_date = c.local_date and r.seq = c.seq
        left join issue i on i.issue_id = r.issue_id
        where c.reporter = @steward and c.reporter <> '' and substr(c.stream, 1, 5) = 'grid/'
        """;

    /// <summary>A steward's reports, the newest first, after a place in that order.</summary>
    public static ReadQuery<InboxReport> Page(string steward, long beforeUs, byte[] beforeId, int limit) => new(
        $"""
        {From} and (r.received_at_us < @us or (r.received_at_us = @us and r.report_id < @id))
        order by r.received_at_us desc, r.report_id desc limit @limit
        """,
        Read, ("steward", steward), ("us", beforeUs), ("id", beforeId), ("limit", limit));

    /// <summary>One report, if it is this steward's.</summary>
    public static ReadQuery<InboxReport> One(string steward, byte[] reportId) =>
        new($"{From} and r.report_id = @id", Read, ("steward", steward), ("id", reportId));

    private static InboxReport Read(System.Data.Common.DbDataReader row) => new(
        new Guid(row.GetFieldValue<byte[]>(0), bigEndian: true), row.GetString(1), row.GetString(2), row.GetInt32(3), row.GetInt64(4), row.GetInt64(5) > 0,
        row.GetString(6), row.GetString(7), (ulong)row.GetInt64(8), (ulong)row.GetInt64(9),
        row.IsDBNull(10) ? new IssueWork() : IssueWork.Parser.ParseFrom(row.GetFieldValue<byte[]>(10)));
}

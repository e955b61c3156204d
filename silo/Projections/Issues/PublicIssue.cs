using System.Data.Common;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Protos;

namespace RealtimeGov.Projections.Issues;

/// <summary>Which issues a public list is about. What is not named is not asked.</summary>
/// <param name="FromUs">Opened at or after; microseconds since 1970-01-01T00:00Z.</param>
/// <param name="BeforeUs">Opened before.</param>
/// <param name="UpdatedFromUs">Moved at or after.</param>
/// <param name="UpdatedBeforeUs">Moved before, and not since.</param>
/// <param name="IsEnded">Closed or declined, or neither; null for both.</param>
public sealed record PublicIssueFilter(
    IReadOnlyList<string> Ids, IReadOnlyList<string> Categories, long? FromUs, long? BeforeUs, long? UpdatedFromUs, long? UpdatedBeforeUs, bool? IsEnded)
{
    public static PublicIssueFilter OfIds(IReadOnlyList<string> ids) => new(ids, [], null, null, null, null, null);

    internal (string Sql, List<(string Name, object Value)> Values) ToSql()
    {
        var (conditions, values) = (new List<string> { "1 = 1" }, new List<(string Name, object Value)>());
        if (Ids.Count > 0) In("q.issue_id", "i", Ids);
        if (Categories.Count > 0) In("q.category", "c", Categories);
        if (FromUs is { } from) Add("q.opened_at_us >= @from", "from", from);
        if (BeforeUs is { } before) Add("q.opened_at_us < @before", "before", before);
        if (UpdatedFromUs is { } updatedFrom) Add("q.updated_us >= @ufrom", "ufrom", updatedFrom);
        if (UpdatedBeforeUs is { } updatedBefore) Add("q.updated_us < @ubefore", "ubefore", updatedBefore);
        if (IsEnded is { } ended) conditions.Add($"q.state {(ended ? "" : "not ")}in ('closed', 'declined')");
        return (string.Join(" and ", conditions), values);

        void Add(string condition, string name, object value)
        {
            conditions.Add(condition);
            values.Add((name, value));
        }

        void In(string column, string prefix, IReadOnlyList<string> all)
        {
            conditions.Add($"{column} in ({string.Join(", ", all.Select((_, at) => $"@{prefix}{at}"))})");
            values.AddRange(all.Select((one, at) => ($"{prefix}{at}", (object)one)));
        }
    }
}

/// <summary>What everybody may know of an issue: nothing that somebody wrote, and nobody's name.</summary>
/// <param name="UpdatedUs">When it last moved; the opening of one that has not.</param>
public sealed record PublicIssue(string IssueId, string Grid, string Category, string State, long OpenedAtUs, long UpdatedUs, ulong AnswerSeq, IssueWork Work)
{
    /// <summary>The newest first.</summary>
    public static ReadQuery<PublicIssue> Page(PublicIssueFilter filter, int limit, long offset)
    {
        var (sql, values) = filter.ToSql();
        return new(
            $"""
            select q.issue_id, q.grid, q.category, q.state, q.opened_at_us, q.updated_us, q.answer_seq, q.work from (
              select i.issue_id, i.grid, i.category, i.state, i.opened_at_us, i.answer_seq, i.work,
                coalesce((select max(u.at_us) from issue_update u where u.issue_id = i.issue_id), i.opened_at_us) as updated_us
              from issue i) q
            where {sql} order by q.opened_at_us desc, q.issue_id desc limit @limit offset @offset
            """,
            From, [.. values, ("limit", limit), ("offset", offset)]);
    }

    private static PublicIssue From(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetInt64(4), row.GetInt64(5), (ulong)row.GetInt64(6),
        IssueWork.Parser.ParseFrom(row.GetFieldValue<byte[]>(7)));
}

/// <summary>A report that somebody sent of an issue, with what was written; erased contents are empty.</summary>
public sealed record OwnReport(string IssueId, Guid ReportId, Content Content)
{
    private const string From = """
        select r.issue_id, r.report_id, c.payload from content c join report r on r.grid = substr(c.stream, 6) -- after grid/
          and r.local_date = c.local_date and r.seq = c.seq
        where c.reporter = @reporter and c.reporter <> '' and substr(c.stream, 1, 5) = 'grid/'
        """;

    /// <param name="reporter">In the place of a steward.</param>
    /// <param name="fromDate">A local day before which none of them can have been observed; days since 1970-01-01.</param>
    /// <param name="issues">At least one.</param>
    public static ReadQuery<OwnReport> Of(string reporter, int fromDate, IReadOnlyList<string> issues) => new(
        $"{From} and c.local_date >= @date and r.issue_id in ({string.Join(", ", issues.Select((_, at) => $"@i{at}"))}) order by r.received_at_us, r.seq",
        Read, [.. issues.Select((issue, at) => ($"i{at}", (object)issue)), ("reporter", reporter), ("date", fromDate)]);

    /// <summary>What counts under an id, in the grid that received it.</summary>
    public static ReadQuery<OwnReport> Counted(string grid, byte[] reportId) => new(
        "select r.issue_id, r.report_id, c.payload from report r join content c on c.stream = @stream and c.seq = r.seq where r.grid = @grid and r.report_id = @id",
        Read, ("stream", $"grid/{grid}"), ("grid", grid), ("id", reportId));

    private static OwnReport Read(DbDataReader row) =>
        new(row.GetString(0), new Guid(row.GetFieldValue<byte[]>(1), bigEndian: true), Content.Parser.ParseFrom(row.GetFieldValue<byte[]>(2)));
}

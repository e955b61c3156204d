using RealtimeGov.Domain.Search;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Journal.Search;

namespace RealtimeGov.Projections.Issues;

/// <summary>An issue in whose texts something was found.</summary>
/// <param name="TextId">The place in the list: texts have rising numbers.</param>
/// <param name="Text">The newest of its texts that has it, masked.</param>
public sealed record FoundIssue(long TextId, string Text, QueuedIssue Issue)
{
    /// <summary>Issues by the newest text that has it, each once.</summary>
    /// <param name="query">As <see cref="SearchText.Query"/> makes it.</param>
    /// <param name="beforeId">Below this place; <see cref="long.MaxValue"/> at the beginning.</param>
    public static ReadQuery<FoundIssue> Find(IssueFilter filter, string query, SearchDialect dialect, long beforeId, int limit)
    {
        var (sql, values) = filter.ToSql();
        // A pair may stand elsewhere in the text: that it stands there as asked is looked at in the text itself.
        return new(
            $"""
            select {QueuedIssue.Columns}, t.id, t.text from {dialect.From} join issue i on i.issue_id = t.issue_id
            where {dialect.Match} and {dialect.Id} < @before and replace(t.text, @query, '') <> t.text and {sql}
              and not exists (select 1 from search_text newer where newer.issue_id = t.issue_id and newer.id > t.id and replace(newer.text, @query, '') <> newer.text)
            order by {dialect.Id} desc limit @limit
            """,
            row => new FoundIssue(row.GetInt64(9), row.GetString(10), QueuedIssue.From(row)),
            [.. values, ("pairs", dialect.Value(SearchText.Pairs(query))), ("query", query), ("before", beforeId), ("limit", limit)]);
    }
}

using RealtimeGov.Journal.Queries;
using RealtimeGov.Protos;

namespace RealtimeGov.Projections.Issues;

/// <summary>An issue as a queue lists it.</summary>
/// <param name="Version">What a step may expect.</param>
/// <param name="DueUs">By when somebody is to have done what is next; <see cref="IssueProjection.NeverDueUs"/> where nothing runs.</param>
/// <param name="Holder">The unit that leads the work; empty until routed.</param>
public sealed record QueuedIssue(
    string IssueId, ulong Version, string Grid, string Category, string State, long OpenedAtUs, long DueUs, string Holder, IssueWork Work)
{
    internal const string Columns = "i.issue_id, i.seq, i.grid, i.category, i.state, i.opened_at_us, i.due_us, i.holder, i.work";

    /// <summary>Issues, the longest due first, after a place in that order; two that are due at once by their ids.</summary>
    public static ReadQuery<QueuedIssue> Queue(IssueFilter filter, long afterUs, string afterId, int limit)
    {
        var (sql, values) = filter.ToSql();
        return new(
            $"select {Columns} from issue i where {sql} and (i.due_us > @us or (i.due_us = @us and i.issue_id > @id)) order by i.due_us, i.issue_id limit @limit",
            From, [.. values, ("us", afterUs), ("id", afterId), ("limit", limit)]);
    }

    /// <summary>Issues by their ids, after one of them: the order of a list that is read to its end.</summary>
    public static ReadQuery<QueuedIssue> ById(IssueFilter filter, string afterId, int limit)
    {
        var (sql, values) = filter.ToSql();
        return new($"select {Columns} from issue i where {sql} and i.issue_id > @id order by i.issue_id limit @limit", From, [.. values, ("id", afterId), ("limit", limit)]);
    }

    /// <summary>One, also of those that have ended.</summary>
    public static ReadQuery<QueuedIssue> One(string issueId) => new($"select {Columns} from issue i where i.issue_id = @id", From, ("id", issueId));

    internal static QueuedIssue From(System.Data.Common.DbDataReader row) => new(
        row.GetString(0), (ulong)row.GetInt64(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetInt64(5), row.GetInt64(6), row.GetString(7),
        IssueWork.Parser.ParseFrom(row.GetFieldValue<byte[]>(8)));
}

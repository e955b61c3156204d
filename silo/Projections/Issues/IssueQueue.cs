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
    private const string Columns = "issue_id, seq, grid, category, state, opened_at_us, due_us, holder, work";

    /// <summary>Issues that have not ended, the longest due first, after a place in that order; two that are due at once by their ids.</summary>
    /// <param name="grids">At least one.</param>
    /// <param name="state">A stage's name as views have it; empty for all.</param>
    /// <param name="holder">A unit; empty for all.</param>
    public static ReadQuery<QueuedIssue> Queue(IReadOnlyCollection<string> grids, string state, string holder, long afterUs, string afterId, int limit) => new(
        $"""
        select {Columns} from issue
        where state not in ('closed', 'declined') and (due_us > @us or (due_us = @us and issue_id > @id))
          and grid in ({string.Join(", ", grids.Select((_, i) => $"@g{i}"))})
          {(state.Length > 0 ? "and state = @state" : "")} {(holder.Length > 0 ? "and holder = @holder" : "")}
        order by due_us, issue_id limit @limit
        """,
        From,
        [
            .. grids.Select((grid, i) => ($"g{i}", (object)grid)), ("us", afterUs), ("id", afterId), ("limit", limit),
            .. state.Length > 0 ? [("state", (object)state)] : Array.Empty<(string, object)>(),
            .. holder.Length > 0 ? [("holder", (object)holder)] : Array.Empty<(string, object)>(),
        ]);

    /// <summary>One, also of those that have ended.</summary>
    public static ReadQuery<QueuedIssue> One(string issueId) => new($"select {Columns} from issue where issue_id = @id", From, ("id", issueId));

    private static QueuedIssue From(System.Data.Common.DbDataReader row) => new(
        row.GetString(0), (ulong)row.GetInt64(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetInt64(5), row.GetInt64(6), row.GetString(7),
        IssueWork.Parser.ParseFrom(row.GetFieldValue<byte[]>(8)));
}

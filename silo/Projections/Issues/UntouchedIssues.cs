using RealtimeGov.Journal.Queries;

namespace RealtimeGov.Projections.Issues;

/// <summary>An issue whose clocks have not been set.</summary>
/// <param name="DueUs">By when somebody must have looked at it, roughly: microseconds since 1970-01-01T00:00Z.</param>
public sealed record UntouchedIssue(string IssueId, string Grid, long DueUs)
{
    /// <summary>The first of them by (due, id) after a place in that order, of all grids: an index has them so.</summary>
    public static ReadQuery<UntouchedIssue> Due(long afterUs, string afterId, long untilUs, int limit) => new(
        """
        select issue_id, grid, due_us from issue
        where state not in ('closed', 'declined') and seq = 1 and due_us <= @until and (due_us > @us or (due_us = @us and issue_id > @id))
        order by due_us, issue_id limit @limit
        """,
        row => new UntouchedIssue(row.GetString(0), row.GetString(1), row.GetInt64(2)),
        ("until", untilUs), ("us", afterUs), ("id", afterId), ("limit", limit));
}

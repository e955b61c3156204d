using RealtimeGov.Domain.Deadlines;
using RealtimeGov.Domain.Routing;

namespace RealtimeGov.Domain.Issues;

/// <summary>All that a decision needs beside the issue's state: the town's settings of one moment. The clock comes with the command.</summary>
/// <param name="Calendar">Of the issue's region.</param>
/// <param name="Regions">Where the issue is, nearest first: its trade, its grid, the places above. The command that names another grid comes with that one's.</param>
/// <param name="IsGrid">True of a grid of today's tree.</param>
public sealed record IssueContext(
    LimitTable Limits, BusinessCalendar Calendar, RoutingTable Routing, IssueRules Rules, IReadOnlyList<string> Regions, Func<string, bool> IsGrid)
{
    /// <summary>True of an issue that was opened: asked before another joins it, which would wait for ever for one that is none.</summary>
    public Func<string, bool> IsIssue { get; init; } = _ => true;
}

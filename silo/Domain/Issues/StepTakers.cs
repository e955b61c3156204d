using RealtimeGov.Domain.Routing;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Issues;

/// <summary>What somebody is to this issue, from the roles that the gateway established.</summary>
public static class StepTakers
{
    public static Takers Of(IssueState state, StepTaker by, RoutingTable routing) =>
        by.Roles.Aggregate(Takers.None, (takers, role) => takers | Of(state, by, routing, role));

    /// <summary>Who works on it, or owes its answer while nobody does.</summary>
    public static string HeldBy(IssueState state) => state.Lead.Length > 0 ? state.Lead : state.Answerable;

    /// <summary>Higher levels over lower ones only.</summary>
    public static bool IsAbove(IssueState state, string unit, RoutingTable routing)
    {
        var held = state.Lead.Length > 0 ? routing.LevelOf(state.Lead) : state.Level;
        return routing.LevelOf(unit) > held;
    }

    private static Takers Of(IssueState state, StepTaker by, RoutingTable routing, LoopRole role) => role switch
    {
        LoopRole.Reporter when state.HasReport(by.ReportId) => Takers.Reporter,
        LoopRole.Finder when state.HasReport(by.ReportId) => Takers.Finder,
        LoopRole.Desk => Takers.Desk,
        LoopRole.Holder when by.Unit.Length > 0 && by.Unit == state.Lead => Takers.Lead,
        LoopRole.Holder when state.Others.ContainsKey(by.Unit) => Takers.CoHolder,
        LoopRole.Checker => Takers.Checker,
        LoopRole.Supervisor when IsAbove(state, by.Unit, routing) => Takers.Supervisor,
        LoopRole.Leader => Takers.Leader,
        LoopRole.System => Takers.System,
        _ => Takers.None,
    };
}

using RealtimeGov.Domain.People;
using RealtimeGov.Domain.Regions;
using RealtimeGov.Domain.Routing;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Projections.Issues;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Desk;

/// <summary>From a caller's grants to what it is to one issue.</summary>
internal static class DeskRoles
{
    /// <summary>Steps of a higher level: a caller who works in several units takes these for the highest of them, all others for the one that holds.</summary>
    private static readonly IssueCommand.StepOneofCase[] FromAbove =
        [IssueCommand.StepOneofCase.Supervise, IssueCommand.StepOneofCase.ForceClose, IssueCommand.StepOneofCase.Claim];

    public static StepTaker Of(Caller caller, QueuedIssue issue, IssueCommand.StepOneofCase step, RoutingTable units, TreeOfDay tree, int today)
    {
        var taker = new StepTaker { Person = caller.Id };
        if (caller.MayAt(Permission.Dispatch, issue.Grid, "", tree, today)) taker.Roles.Add(LoopRole.Desk);
        if (caller.MayAt(Permission.Verify, issue.Grid, "", tree, today)) taker.Roles.Add(LoopRole.Checker);
        var handles = UnitsOf(caller, Permission.Handle, issue, tree, today);
        var supervises = UnitsOf(caller, Permission.Supervise, issue, tree, today);
        if (handles.Count > 0) taker.Roles.Add(LoopRole.Holder);
        if (supervises.Count > 0) taker.Roles.Add(LoopRole.Supervisor);
        if (IsLeader(caller, issue.Grid, tree, today)) taker.Roles.Add(LoopRole.Leader);
        var highest = supervises.MaxBy(unit => (units.LevelOf(unit), unit));
        var holding = handles.Find(unit => unit == issue.Holder) ?? handles.Find(issue.Work.Others.Contains);
        taker.Unit = (FromAbove.Contains(step) ? highest ?? holding : holding ?? highest) ?? handles.FirstOrDefault() ?? "";
        return taker;
    }

    /// <summary>
    /// The units that a caller acts for at an issue: those of its grants, or else their regions. Whoever may everywhere, as on
    /// an open server, acts for whichever unit it is about.
    /// </summary>
    private static List<string> UnitsOf(Caller caller, Permission permission, QueuedIssue issue, TreeOfDay tree, int today)
    {
        var units = caller.Grants.Where(grant => Domain.People.Access.Allows([grant], permission, issue.Grid, "", tree, today))
            .Select(grant => grant.Unit.Length > 0 ? grant.Unit : grant.Region).Distinct(StringComparer.Ordinal).ToList();
        var about = permission == Permission.Supervise ? issue.Work.Supervisor : issue.Holder;
        if (caller.May.Contains(permission) && about.Length > 0 && !units.Contains(about)) units.Add(about);
        return units;
    }

    private static bool IsLeader(Caller caller, string grid, TreeOfDay tree, int today) =>
        caller.May.Contains(Permission.Supervise) || caller.Grants.Any(grant => grant.Role == "leader" && Domain.People.Access.Allows([grant], Permission.Supervise, grid, "", tree, today));
}

using RealtimeGov.Domain.Issues;
using RealtimeGov.Domain.People;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Grains.Client;
using RealtimeGov.Grains.Issues;
using RealtimeGov.Grains.TownSettings;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Desk;

/// <summary>Steps that people take at a desk, by whatever road they come.</summary>
internal sealed class DeskSteps(DeskReads reads, ITownClient grains, ITownDirectory town, TownClock clock, LoopSettings loop)
{
    /// <summary>Takes a step in what the caller is to the issue; what the command says of who takes it is not looked at.</summary>
    /// <exception cref="ApiException">It is refused: nothing has changed.</exception>
    public async Task<StepAnswer> Take(Caller caller, string id, IssueCommand command, CancellationToken cancellation)
    {
        var issue = await reads.Issue(id, cancellation);
        Need(caller, Permission.ReadIssues, issue.Grid);
        var tree = town.Regions.At(clock.NowUs);
        command.By = DeskRoles.Of(caller, issue, command.StepCase, loop.UnitsOf(tree), tree, clock.Today(issue.Grid));
        return await Give(id, command, cancellation);
    }

    /// <summary>The same for a taker that is known already: a reporter, a contractor.</summary>
    public async Task<StepAnswer> Give(string issue, IssueCommand command, CancellationToken cancellation)
    {
        command.AtUs = clock.NowUs;
        var reply = await grains.Take(issue, command);
        if (reply.Refused.Length == 0) return StepAnswer.From(issue, reply);
        var refused = DeskErrors.Refused(reply);
        throw reply.Refused == IssueRefusals.VersionPassed
            ? new ApiException(refused.Status, refused.Error with { Happened = await reads.Since(issue, command.ExpectedVersion, cancellation) })
            : refused;
    }

    public void Need(Caller caller, Permission permission, string region)
    {
        if (!May(caller, permission, region)) throw DeskErrors.NotAllowed(permission, region);
    }

    public bool May(Caller caller, Permission permission, string region) =>
        caller.MayAt(permission, region, "", town.Regions.At(clock.NowUs), clock.Today(region));
}

using Orleans;
using RealtimeGov.Grains.Contracts;
using RealtimeGov.Protos;

namespace RealtimeGov.Cluster.Grains;

[GrainType(GrainNames.Grid)]
internal sealed class GridGrain(SiloContext seat) : ActorGrain(seat), IGridGrain
{
    public Task<ReceiveReply> Receive(ReceiveReports command) => Enter<IGrid, ReceiveReply>(grid => grid.Receive(command));

    public Task<WithdrawReply> Withdraw(WithdrawReport command) => Enter<IGrid, WithdrawReply>(grid => grid.Withdraw(command));

    public Task<DaySummary> Day(DayQuery query) => Enter<IGrid, DaySummary>(grid => grid.Day(query));

    public Task<SummaryAck> Offer(DaySummary child) => Enter<IRegion, SummaryAck>(grid => grid.Offer(child));

    public Task<WatchReply> Watch(WatchRegion subscription) => Enter<IRegion, WatchReply>(grid => grid.Watch(subscription));

    public Task Unwatch(UnwatchRegion subscription) => Enter<IRegion, bool>(async grid =>
    {
        await grid.Unwatch(subscription);
        return true;
    });
}

[GrainType(GrainNames.Issue)]
internal sealed class IssueGrain(SiloContext seat) : ActorGrain(seat), IIssueGrain
{
    public Task<IssueView> View(IssueQuery query) => Enter<IIssue, IssueView>(issue => issue.View(query));
}

[GrainType(GrainNames.Steward)]
internal sealed class StewardGrain(SiloContext seat) : ActorGrain(seat), IStewardGrain
{
    public Task<RegisterReply> Register(RegisterSteward command) => Enter<ISteward, RegisterReply>(steward => steward.Register(command));

    public Task<StewardView> View(StewardQuery query) => Enter<ISteward, StewardView>(steward => steward.View(query));
}

[GrainType(GrainNames.Region)]
internal sealed class RegionGrain(SiloContext seat) : ActorGrain(seat), IRegionGrain
{
    public Task<SummaryAck> Offer(DaySummary child) => Enter<IRegion, SummaryAck>(region => region.Offer(child));

    public Task<WatchReply> Watch(WatchRegion subscription) => Enter<IRegion, WatchReply>(region => region.Watch(subscription));

    public Task Unwatch(UnwatchRegion subscription) => Enter<IRegion, bool>(async region =>
    {
        await region.Unwatch(subscription);
        return true;
    });
}

/// <summary>Before its answer leaves, every silo that lives knows what was changed.</summary>
[GrainType(GrainNames.Town)]
internal sealed class TownGrain(SiloContext seat) : ActorGrain(seat), ITownGrain
{
    private readonly SiloContext seat = seat;

    public Task<DefineReply> Define(DefineTown command) => Enter<ITown, DefineReply>(async town =>
    {
        var reply = await town.Define(command);
        await seat.Others.Tell(silo => silo.RefreshTown());
        return reply;
    });
}

/// <summary>Before its answer leaves, every silo that lives knows what was changed.</summary>
[GrainType(GrainNames.Placement)]
internal sealed class PlacementGrain(SiloContext seat) : ActorGrain(seat), IPlacementGrain
{
    private readonly SiloContext seat = seat;

    public Task<PlacementAnswer> Change(ChangePlacement command) => Enter<IPlacement, PlacementAnswer>(async placement =>
    {
        var answer = await placement.Change(command);
        if (answer.Refused.Length == 0) await seat.Others.Tell(silo => silo.RefreshPlacement());
        return answer;
    });
}

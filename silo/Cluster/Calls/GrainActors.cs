using Orleans;
using RealtimeGov.Grains.Contracts;
using RealtimeGov.Grains.Shell;
using RealtimeGov.Cluster.Grains;
using RealtimeGov.Protos;

namespace RealtimeGov.Cluster.Calls;

/// <summary>References to actors, wherever in the cluster they live.</summary>
/// <param name="defined">Awaited after each change of the town, before its answer is given.</param>
/// <param name="placed">The same of the placement.</param>
internal sealed class GrainActors(
    Func<IGrainFactory> grains, ITownDirectory town, CallPolicy policy, GatewayObservers observers, Func<Task>? defined = null, Func<Task>? placed = null) : IActors
{
    public ITown Town => new TownRef(grains().GetGrain<ITownGrain>(ActorId.Town.Key), policy, defined);

    public IPlacement Placement => new PlacementRef(grains().GetGrain<IPlacementGrain>(ActorId.Placement.Key), policy, placed);

    public IGrid Grid(string code) => new GridRef(grains().GetGrain<IGridGrain>(code), policy);

    public IIssue Issue(string id) => new IssueRef(grains().GetGrain<IIssueGrain>(id), policy);

    public ISteward Steward(string id) => new StewardRef(grains().GetGrain<IStewardGrain>(id), policy);

    public IRegion Region(string code) => new RegionRef(this, code);

    public IDisposable Attach(string watcher, IWatcher gateway) => observers.Attach(watcher, gateway);

    // A grid can be watched like the regions above it. What is a grid today may be a village tomorrow: the day decides.
    private IRegion On(string code, int date) =>
        town.Regions.On(date).IsGrid(code) ? grains().GetGrain<IGridGrain>(code) : grains().GetGrain<IRegionGrain>(code);

    private sealed record TownRef(ITownGrain Town, CallPolicy Policy, Func<Task>? Defined) : ITown
    {
        public async Task<DefineReply> Define(DefineTown command)
        {
            var reply = await Policy.Call(() => Town.Define(command));
            if (Defined is not null) await Defined();
            return reply;
        }
    }

    private sealed record PlacementRef(IPlacementGrain Placement, CallPolicy Policy, Func<Task>? Placed) : IPlacement
    {
        public async Task<PlacementAnswer> Change(ChangePlacement command)
        {
            var answer = await Policy.Call(() => Placement.Change(command));
            if (Placed is not null) await Placed();
            return answer;
        }
    }

    private sealed record GridRef(IGridGrain Grid, CallPolicy Policy) : IGrid
    {
        public Task<ReceiveReply> Receive(ReceiveReports command) => Policy.Call(() => Grid.Receive(command));

        public Task<WithdrawReply> Withdraw(WithdrawReport command) => Policy.Call(() => Grid.Withdraw(command));

        public Task<DaySummary> Day(DayQuery query) => Policy.Call(() => Grid.Day(query));
    }

    private sealed record IssueRef(IIssueGrain Issue, CallPolicy Policy) : IIssue
    {
        public Task<IssueView> View(IssueQuery query) => Policy.Call(() => Issue.View(query));
    }

    private sealed record StewardRef(IStewardGrain Steward, CallPolicy Policy) : ISteward
    {
        public Task<RegisterReply> Register(RegisterSteward command) => Policy.Call(() => Steward.Register(command));

        public Task<StewardView> View(StewardQuery query) => Policy.Call(() => Steward.View(query));
    }

    private sealed record RegionRef(GrainActors Actors, string Code) : IRegion
    {
        public Task<SummaryAck> Offer(DaySummary child) => Actors.Call(() => Actors.RegionGrain(Code).Offer(child));

        public Task<WatchReply> Watch(WatchRegion subscription)
        {
            var own = subscription.Clone();
            own.Watcher = Actors.Address(subscription.Watcher);
            return Actors.Call(() => Actors.On(Code, own.Date).Watch(own));
        }

        public Task Unwatch(UnwatchRegion subscription)
        {
            var own = subscription.Clone();
            own.Watcher = Actors.Address(subscription.Watcher);
            return Actors.Call(async () =>
            {
                await Actors.On(Code, own.Date).Unwatch(own);
                return true;
            });
        }
    }

    private IRegionGrain RegionGrain(string code) => grains().GetGrain<IRegionGrain>(code);

    private Task<T> Call<T>(Func<Task<T>> call) => policy.Call(call);

    private string Address(string watcher) => observers.AddressOf(watcher, grains());
}

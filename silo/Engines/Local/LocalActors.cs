using System.Collections.Concurrent;
using RealtimeGov.Grains.Contracts;
using RealtimeGov.Grains.Shell;
using RealtimeGov.Protos;

namespace RealtimeGov.Engines.Local;

/// <summary>References to actors: each call finds the activation, waking the actor if it sleeps.</summary>
internal sealed class LocalActors(ITownDirectory town, Activations activations) : IActors, IWatchers
{
    private readonly ConcurrentDictionary<string, IWatcher> watchers = new();

    public ITown Town => new TownRef(activations);

    public IPlacement Placement => new PlacementRef(activations);

    public IGrid Grid(string code) => new GridRef(activations, code);

    public IIssue Issue(string id) => new IssueRef(activations, id);

    public ISteward Steward(string id) => new StewardRef(activations, id);

    public IRegion Region(string code) => new RegionRef(activations, town, code);

    public IDisposable Attach(string watcher, IWatcher gateway)
    {
        if (!watchers.TryAdd(watcher, gateway)) throw new InvalidOperationException($"a gateway is attached as {watcher} already");
        return new Detach(() => watchers.TryRemove(watcher, out _));
    }

    public async Task<bool> Push(string watcher, DaySummary summary)
    {
        if (!watchers.TryGetValue(watcher, out var gateway)) return false;
        await gateway.Push(summary);
        return true;
    }

    private sealed record TownRef(Activations Awake) : ITown
    {
        public Task<DefineReply> Define(DefineTown command) => Awake.Ask<ITown, DefineReply>(ActorId.Town, town => town.Define(command));
    }

    private sealed record PlacementRef(Activations Awake) : IPlacement
    {
        public Task<PlacementAnswer> Change(ChangePlacement command) =>
            Awake.Ask<IPlacement, PlacementAnswer>(ActorId.Placement, placement => placement.Change(command));
    }

    private sealed record GridRef(Activations Awake, string Code) : IGrid
    {
        public Task<ReceiveReply> Receive(ReceiveReports command) => Awake.Ask<IGrid, ReceiveReply>(ActorId.Grid(Code), grid => grid.Receive(command));

        public Task<WithdrawReply> Withdraw(WithdrawReport command) => Awake.Ask<IGrid, WithdrawReply>(ActorId.Grid(Code), grid => grid.Withdraw(command));

        public Task<DaySummary> Day(DayQuery query) => Awake.Ask<IGrid, DaySummary>(ActorId.Grid(Code), grid => grid.Day(query));
    }

    private sealed record IssueRef(Activations Awake, string Id) : IIssue
    {
        public Task<IssueView> View(IssueQuery query) => Awake.Ask<IIssue, IssueView>(ActorId.Issue(Id), issue => issue.View(query));
    }

    private sealed record StewardRef(Activations Awake, string Id) : ISteward
    {
        public Task<RegisterReply> Register(RegisterSteward command) => Awake.Ask<ISteward, RegisterReply>(ActorId.Steward(Id), steward => steward.Register(command));

        public Task<StewardView> View(StewardQuery query) => Awake.Ask<ISteward, StewardView>(ActorId.Steward(Id), steward => steward.View(query));
    }

    /// <summary>A grid can be watched like the regions above it. What is a grid today may be a village tomorrow: the day decides.</summary>
    private sealed record RegionRef(Activations Awake, ITownDirectory Town, string Code) : IRegion
    {
        public Task<SummaryAck> Offer(DaySummary child) => Awake.Ask<IRegion, SummaryAck>(ActorId.Region(Code), region => region.Offer(child));

        public Task<WatchReply> Watch(WatchRegion subscription) => Awake.Ask<IRegion, WatchReply>(On(subscription.Date), region => region.Watch(subscription));

        private ActorId On(int date) => Town.Regions.On(date).IsGrid(Code) ? ActorId.Grid(Code) : ActorId.Region(Code);

        public Task Unwatch(UnwatchRegion subscription) => Awake.Ask<IRegion, bool>(On(subscription.Date), async region =>
        {
            await region.Unwatch(subscription);
            return true;
        });
    }

    private sealed class Detach(Action detach) : IDisposable
    {
        public void Dispose() => detach();
    }
}

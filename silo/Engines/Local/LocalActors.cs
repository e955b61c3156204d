using System.Collections.Concurrent;
using RealtimeGov.Actors.Contracts;
using RealtimeGov.Actors.Shell;
using RealtimeGov.Protos;

namespace RealtimeGov.Engines.Local;

/// <summary>References to actors: each call finds the activation, waking the actor if it sleeps.</summary>
internal sealed class LocalActors(ITownDirectory town) : IActors, IWatchers
{
    private readonly ConcurrentDictionary<string, IWatcher> watchers = new();
    private LocalSilo silo = null!;

    public ITown Town => new TownRef(silo);

    public IGrid Grid(string code) => new GridRef(silo, code);

    public IIssue Issue(string id) => new IssueRef(silo, id);

    public ISteward Steward(string id) => new StewardRef(silo, id);

    public IRegion Region(string code) => new RegionRef(silo, town, code);

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

    /// <summary>Given once, when the silo stands.</summary>
    public void Serve(LocalSilo served) => silo = served;

    private sealed record TownRef(LocalSilo Silo) : ITown
    {
        public Task<DefineReply> Define(DefineTown command) => Silo.Ask<ITown, DefineReply>(ActorId.Town, town => town.Define(command));
    }

    private sealed record GridRef(LocalSilo Silo, string Code) : IGrid
    {
        public Task<ReceiveReply> Receive(ReceiveReports command) => Silo.Ask<IGrid, ReceiveReply>(ActorId.Grid(Code), grid => grid.Receive(command));

        public Task<DaySummary> Day(DayQuery query) => Silo.Ask<IGrid, DaySummary>(ActorId.Grid(Code), grid => grid.Day(query));
    }

    private sealed record IssueRef(LocalSilo Silo, string Id) : IIssue
    {
        public Task<IssueView> View(IssueQuery query) => Silo.Ask<IIssue, IssueView>(ActorId.Issue(Id), issue => issue.View(query));
    }

    private sealed record StewardRef(LocalSilo Silo, string Id) : ISteward
    {
        public Task<RegisterReply> Register(RegisterSteward command) => Silo.Ask<ISteward, RegisterReply>(ActorId.Steward(Id), steward => steward.Register(command));

        public Task<StewardView> View(StewardQuery query) => Silo.Ask<ISteward, StewardView>(ActorId.Steward(Id), steward => steward.View(query));
    }

    /// <summary>A grid can be watched like the regions above it. What is a grid today may be a village tomorrow: the day decides.</summary>
    private sealed record RegionRef(LocalSilo Silo, ITownDirectory Town, string Code) : IRegion
    {
        public Task<SummaryAck> Offer(DaySummary child) => Silo.Ask<IRegion, SummaryAck>(ActorId.Region(Code), region => region.Offer(child));

        public Task<WatchReply> Watch(WatchRegion subscription) => Silo.Ask<IRegion, WatchReply>(On(subscription.Date), region => region.Watch(subscription));

        private ActorId On(int date) => Town.Regions.On(date).IsGrid(Code) ? ActorId.Grid(Code) : ActorId.Region(Code);

        public Task Unwatch(UnwatchRegion subscription) => Silo.Ask<IRegion, bool>(On(subscription.Date), async region =>
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

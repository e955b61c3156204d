using System.Collections.Concurrent;
using RealtimeGov.Grains.Contracts;
using RealtimeGov.Domain.Regions;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Tests.Fakes;

/// <summary>Actors without an engine or a store.</summary>
internal sealed class FakeActors(FakeDirectory directory) : IActors
{
    private readonly ConcurrentDictionary<string, FakeGrid> grids = new();
    private readonly ConcurrentDictionary<string, FakeRegion> regions = new();
    private readonly ConcurrentDictionary<string, IWatcher> watchers = new();

    public ITown Town => new FakeTown(directory);

    public IPlacement Placement { get; set; } = null!;

    /// <summary>When set, registering that steward fails.</summary>
    public string? StewardThatFails { get; set; }

    public FakeGrid GridOf(string code) => grids.GetOrAdd(code, c => new FakeGrid(c));

    public FakeRegion RegionOf(string code) => regions.GetOrAdd(code, c => new FakeRegion(c, this));

    public IGrid Grid(string code) => GridOf(code);

    public IRegion Region(string code) => RegionOf(code);

    public IIssue Issue(string id) => throw new NotSupportedException();

    public ISteward Steward(string id) => new FakeSteward(id, this, directory);

    public IDisposable Attach(string watcher, IWatcher gateway)
    {
        watchers[watcher] = gateway;
        return new Attached(() => watchers.TryRemove(watcher, out _));
    }

    public void Push(DaySummary summary)
    {
        foreach (var watcher in watchers.Values) _ = watcher.Push(summary);
    }

    private sealed class Attached(Action forget) : IDisposable
    {
        public void Dispose() => forget();
    }

    private sealed class FakeTown(FakeDirectory directory) : ITown
    {
        public Task<DefineReply> Define(DefineTown command)
        {
            var categories = directory.Categories.Changes(command.Categories);
            directory.DefinedCategories.AddRange(categories.Select(c => c.Category));
            var regions = RegionPlan.Changes(directory.Regions, command.Regions, todayLocal: 0);
            directory.DefinedRegions.AddRange(regions);
            return Task.FromResult(new DefineReply { CategoriesChanged = (uint)categories.Count, RegionsChanged = (uint)regions.Count });
        }
    }

    private sealed class FakeSteward(string id, FakeActors actors, FakeDirectory directory) : ISteward
    {
        public Task<RegisterReply> Register(RegisterSteward command)
        {
            if (id == actors.StewardThatFails) return Task.FromException<RegisterReply>(new IOException("disk full"));
            lock (directory)
            {
                var changed = directory.DefinedStewards.LastOrDefault(s => s.Id == id)?.Equals(command.Steward) != true;
                if (changed) directory.DefinedStewards.Add(command.Steward);
                return Task.FromResult(new RegisterReply { Changed = changed });
            }
        }

        public Task<StewardView> View(StewardQuery query) => throw new NotSupportedException();
    }
}

using System.Collections.Concurrent;
using RealtimeGov.Domain.Regions;
using RealtimeGov.Grains.Client;
using RealtimeGov.Grains.Regions;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Tests.Fakes;

/// <summary>Grains without silos or a store.</summary>
internal sealed class FakeTownClient(FakeDirectory directory) : ITownClient
{
    private readonly List<Display> displays = [];
    private readonly ConcurrentDictionary<string, FakeGrid> grids = new();
    private readonly ConcurrentDictionary<string, FakeRegion> regions = new();
    private readonly ConcurrentDictionary<string, IGatewayObserver> watchers = new();

    public FakePlacement Placement { get; set; } = null!;

    public FakePeople People { get; } = new(directory);

    public FakePhotos Photos { get; } = new();

    /// <summary>When set, registering that steward fails.</summary>
    public string? StewardThatFails { get; set; }

    /// <summary>Every registration that was asked for.</summary>
    public ConcurrentQueue<RegisterSteward> Registrations { get; } = new();

    /// <summary>Every definition that was asked for.</summary>
    public ConcurrentQueue<DefineTown> Definitions { get; } = new();

    public FakeGrid GridOf(string code) => grids.GetOrAdd(code, c => new FakeGrid(c));

    public FakeRegion RegionOf(string code) => regions.GetOrAdd(code, c => new FakeRegion(c, this));

    public Task<ReceiveReply> Receive(string grid, ReceiveReports command) => GridOf(grid).Receive(command);

    public Task<WithdrawReply> Withdraw(string grid, WithdrawReport command) => throw new NotSupportedException();

    public Task<ReviewReply> Review(string grid, ReviewRecorded command) => throw new NotSupportedException();

    public Task<DaySummary> Day(string grid, DayQuery query) => throw new NotSupportedException();

    public Task<StepReply> Take(string issue, IssueCommand command) => throw new NotSupportedException();

    public Task<DisplaysReply> Change(ChangeDisplay command)
    {
        lock (displays)
        {
            var reply = Domain.Settings.DisplayDecider.Decide(displays, command);
            displays.Clear();
            displays.AddRange(reply.Displays);
            return Task.FromResult(reply);
        }
    }

    public Task<DisplaysReply> View(DisplaysQuery query) => Task.FromResult(new DisplaysReply { Displays = { displays } });

    public Task<PhotoReply> Take(string photo, PhotoCommand command) => Photos.Take(photo, command);

    public Task<IssueView> ViewIssue(string id, IssueQuery query) => throw new NotSupportedException();

    public Task<StewardView> ViewSteward(string id, StewardQuery query) => throw new NotSupportedException();

    public Task<WatchReply> Watch(string region, WatchRegion subscription) => RegionOf(region).Watch(subscription);

    public Task Unwatch(string region, UnwatchRegion subscription) => RegionOf(region).Unwatch(subscription);

    public Task<PlacementAnswer> Change(ChangePlacement command) => Placement.Change(command);

    public Task<RegisterReply> Register(RegisterSteward command)
    {
        Registrations.Enqueue(command);
        var id = command.Steward.Id;
        if (id == StewardThatFails) return Task.FromException<RegisterReply>(new IOException("disk full"));
        lock (directory)
        {
            var changed = directory.DefinedStewards.LastOrDefault(s => s.Id == id)?.Equals(command.Steward) != true;
            if (changed) directory.DefinedStewards.Add(command.Steward);
            return Task.FromResult(new RegisterReply { Changed = changed });
        }
    }

    public Task<DefineReply> Define(DefineTown command)
    {
        Definitions.Enqueue(command);
        var categories = directory.Categories.Changes(command.Categories);
        directory.DefinedCategories.AddRange(categories.Select(c => c.Category));
        var changed = RegionPlan.Changes(directory.Regions, command.Regions, todayLocal: 0);
        directory.DefinedRegions.AddRange(changed);
        return Task.FromResult(new DefineReply { CategoriesChanged = (uint)categories.Count, RegionsChanged = (uint)changed.Count });
    }

    public Task<SettingReply> Set(ChangeSetting command) => throw new NotSupportedException();

    public Task<PersonReply> Change(string person, ChangePerson command) => People.Change(person, command);

    public Task<PersonView> ViewPerson(string person, PersonQuery query) => People.Person(person);

    public Task<DeviceReply> Change(string device, ChangeDevice command) => People.Change(device, command);

    public Task<DeviceView> ViewDevice(string device, DeviceQuery query) => People.Device(device);

    public Task<UnitReply> Define(DefineUnit command) => People.Define(command);

    public Task<ReceiptReply> Change(string hash, ChangeReceipt command) => throw new NotSupportedException();

    public Task<ProgrammeReply> Change(string programme, ChangeProgramme command) => throw new NotSupportedException();

    public Task<ReleaseReply> Change(string issue, ChangeRelease command) => throw new NotSupportedException();

    public Task<HandoverReply> Change(string region, ChangeHandover command) => throw new NotSupportedException();

    public Task<HookReply> Change(string hook, ChangeHook command) => throw new NotSupportedException();

    public Task<HookView> ViewHook(string hook, HookQuery query) => throw new NotSupportedException();

    public Task WatchDesk(string watcher) => Task.CompletedTask;

    public Task<IssuePresence> ShowPresence(string issue, GatewayPresence here) => Task.FromResult(new IssuePresence { IssueId = issue, Gateways = { here } });

    public IDisposable Attach(string watcher, IGatewayObserver gateway)
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
}

using Orleans;
using RealtimeGov.Grains;
using RealtimeGov.Grains.Client;
using RealtimeGov.Grains.Desk;
using RealtimeGov.Grains.Displays;
using RealtimeGov.Grains.Grids;
using RealtimeGov.Grains.Hooks;
using RealtimeGov.Grains.Issues;
using RealtimeGov.Grains.People;
using RealtimeGov.Grains.Photos;
using RealtimeGov.Grains.Placement;
using RealtimeGov.Grains.Programmes;
using RealtimeGov.Grains.Privacy;
using RealtimeGov.Grains.Receipts;
using RealtimeGov.Grains.Regions;
using RealtimeGov.Grains.Stewards;
using RealtimeGov.Grains.TownSettings;
using RealtimeGov.Protos;

namespace RealtimeGov.Cluster.Calls;

/// <summary>A gateway's calls, each made again until there is an answer or no patience is left.</summary>
/// <param name="grains">Of the client or the silo that calls go through just now.</param>
/// <param name="defined">Awaited after each change of the town, before its answer is given.</param>
/// <param name="placed">The same of the placement.</param>
internal sealed class TownClient(
    Func<IGrainFactory> grains, ITownDirectory town, CallPolicy policy, GatewayObservers observers, Func<Task> defined, Func<Task> placed) : ITownClient
{
    private IDisplaysGrain Displays => grains().GetGrain<IDisplaysGrain>(GrainNames.Displays);

    public Task<ReceiveReply> Receive(string grid, ReceiveReports command) =>
        policy.Call(() => grains().GetGrain<IGridGrain>(grid).Receive(command));

    public Task<WithdrawReply> Withdraw(string grid, WithdrawReport command) =>
        policy.Call(() => grains().GetGrain<IGridGrain>(grid).Withdraw(command));

    public Task<ReviewReply> Review(string grid, ReviewRecorded command) =>
        policy.Call(() => grains().GetGrain<IGridGrain>(grid).Review(command));

    public Task<DaySummary> Day(string grid, DayQuery query) => policy.Call(() => grains().GetGrain<IGridGrain>(grid).Day(query));

    public Task<IssueView> ViewIssue(string id, IssueQuery query) => policy.Call(() => grains().GetGrain<IIssueGrain>(id).View(query));

    public Task<StepReply> Take(string issue, IssueCommand command) => policy.Call(() => grains().GetGrain<IIssueGrain>(issue).Take(command));

    public Task<RegisterReply> Register(RegisterSteward command) =>
        policy.Call(() => grains().GetGrain<IStewardGrain>(command.Steward.Id).Register(command));

    public Task<StewardView> ViewSteward(string id, StewardQuery query) => policy.Call(() => grains().GetGrain<IStewardGrain>(id).View(query));

    public Task<WatchReply> Watch(string region, WatchRegion subscription) => policy.Call(() =>
    {
        var own = subscription.Clone();
        own.Watcher = observers.AddressOf(subscription.Watcher, grains());
        return Watched(region, own.Date).Watch(own);
    });

    public Task Unwatch(string region, UnwatchRegion subscription) => policy.Call(async () =>
    {
        var own = subscription.Clone();
        own.Watcher = observers.AddressOf(subscription.Watcher, grains());
        await Watched(region, own.Date).Unwatch(own);
        return true;
    });

    public Task<DisplaysReply> Change(ChangeDisplay command) => policy.Call(() => Displays.Change(command));

    public Task<DisplaysReply> View(DisplaysQuery query) => policy.Call(() => Displays.View(query));

    public Task<PhotoReply> Take(string photo, PhotoCommand command) => policy.Call(() => grains().GetGrain<IPhotoGrain>(photo).Take(command));

    public async Task<DefineReply> Define(DefineTown command)
    {
        var reply = await policy.Call(() => grains().GetGrain<ITownSettingsGrain>(GrainNames.Town).Define(command));
        await defined();
        return reply;
    }

    public async Task<SettingReply> Set(ChangeSetting command)
    {
        var reply = await policy.Call(() => grains().GetGrain<ITownSettingsGrain>(GrainNames.Town).Set(command));
        if (reply.Refused.Length == 0) await defined();
        return reply;
    }

    public async Task<PlacementAnswer> Change(ChangePlacement command)
    {
        var answer = await policy.Call(() => grains().GetGrain<IPlacementGrain>(GrainNames.Placement).Change(command));
        await placed();
        return answer;
    }

    public Task<PersonReply> Change(string person, ChangePerson command) => policy.Call(() => grains().GetGrain<IPersonGrain>(person).Change(command));

    public Task<PersonView> ViewPerson(string person, PersonQuery query) => policy.Call(() => grains().GetGrain<IPersonGrain>(person).View(query));

    public Task<DeviceReply> Change(string device, ChangeDevice command) => policy.Call(() => grains().GetGrain<IDeviceGrain>(device).Change(command));

    public Task<DeviceView> ViewDevice(string device, DeviceQuery query) => policy.Call(() => grains().GetGrain<IDeviceGrain>(device).View(query));

    public async Task<UnitReply> Define(DefineUnit command)
    {
        var reply = await policy.Call(() => grains().GetGrain<IUnitGrain>(command.Unit.Id).Define(command));
        if (reply.Refused.Length == 0) await defined();
        return reply;
    }

    public Task<ReceiptReply> Change(string hash, ChangeReceipt command) => policy.Call(() => grains().GetGrain<IReceiptGrain>(hash).Change(command));

    public Task<ReleaseReply> Change(string issue, ChangeRelease command) => policy.Call(() => grains().GetGrain<IReleaseGrain>(issue).Change(command));

    public Task<HandoverReply> Change(string region, ChangeHandover command) => policy.Call(() => grains().GetGrain<IHandoverGrain>(region).Change(command));

    public Task<ProgrammeReply> Change(string programme, ChangeProgramme command) => policy.Call(() => grains().GetGrain<IProgrammeGrain>(programme).Change(command));

    public Task<HookReply> Change(string hook, ChangeHook command) => policy.Call(() => grains().GetGrain<IHookGrain>(hook).Change(command));

    public Task<HookView> ViewHook(string hook, HookQuery query) => policy.Call(() => grains().GetGrain<IHookGrain>(hook).View(query));

    public Task WatchDesk(string watcher) => policy.Call(async () =>
    {
        await grains().GetGrain<ITownSettingsGrain>(GrainNames.Town).WatchDesk(new WatchDesk { Watcher = observers.AddressOf(watcher, grains()) });
        return true;
    });

    public Task<IssuePresence> ShowPresence(string issue, GatewayPresence here) => policy.Call(() =>
    {
        var sent = here.Clone();
        sent.Observer = observers.AddressOf(here.Watcher, grains());
        return grains().GetGrain<IPresenceGrain>(issue).Show(sent);
    });

    public IDisposable Attach(string watcher, IGatewayObserver gateway) => observers.Attach(watcher, gateway);

    // A grid can be watched like the regions above it. What is a grid today may be a village tomorrow: the day decides.
    private IWatchedGrain Watched(string code, int date) =>
        town.Regions.On(date).IsGrid(code) ? grains().GetGrain<IGridGrain>(code) : grains().GetGrain<IRegionGrain>(code);
}

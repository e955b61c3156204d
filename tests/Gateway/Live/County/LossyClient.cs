using RealtimeGov.Grains.Client;
using RealtimeGov.Grains.Regions;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Tests.Live.County;

/// <summary>The way from a gateway to the grains: frames on their way to it can be lost, and answers to its watches be late.</summary>
internal sealed class LossyClient(ITownClient inner) : ITownClient
{
    private int asked, losing;

    /// <summary>So many of the next frames are lost.</summary>
    public int Losing
    {
        set => Volatile.Write(ref losing, value);
    }

    /// <summary>Watches and renewals asked for.</summary>
    public int Asked => Volatile.Read(ref asked);

    /// <summary>When set, an answer to a watch waits for it after the region has given it.</summary>
    public Task? AnswersAfter { get; set; }

    public Task<ReceiveReply> Receive(string grid, ReceiveReports command) => inner.Receive(grid, command);

    public Task<WithdrawReply> Withdraw(string grid, WithdrawReport command) => inner.Withdraw(grid, command);

    public Task<ReviewReply> Review(string grid, ReviewRecorded command) => inner.Review(grid, command);

    public Task<DaySummary> Day(string grid, DayQuery query) => inner.Day(grid, query);

    public Task<StepReply> Take(string issue, IssueCommand command) => inner.Take(issue, command);

    public Task<DisplaysReply> Change(ChangeDisplay command) => inner.Change(command);

    public Task<DisplaysReply> View(DisplaysQuery query) => inner.View(query);

    public Task<PhotoReply> Take(string photo, PhotoCommand command) => inner.Take(photo, command);

    public Task<IssueView> ViewIssue(string id, IssueQuery query) => inner.ViewIssue(id, query);

    public Task<RegisterReply> Register(RegisterSteward command) => inner.Register(command);

    public Task<StewardView> ViewSteward(string id, StewardQuery query) => inner.ViewSteward(id, query);

    public async Task<WatchReply> Watch(string region, WatchRegion subscription)
    {
        Interlocked.Increment(ref asked);
        var reply = await inner.Watch(region, subscription);
        if (AnswersAfter is { } late) await late;
        return reply;
    }

    public Task Unwatch(string region, UnwatchRegion subscription) => inner.Unwatch(region, subscription);

    public Task<DefineReply> Define(DefineTown command) => inner.Define(command);

    public Task<SettingReply> Set(ChangeSetting command) => inner.Set(command);

    public Task<PlacementAnswer> Change(ChangePlacement command) => inner.Change(command);

    public Task<PersonReply> Change(string person, ChangePerson command) => inner.Change(person, command);

    public Task<PersonView> ViewPerson(string person, PersonQuery query) => inner.ViewPerson(person, query);

    public Task<DeviceReply> Change(string device, ChangeDevice command) => inner.Change(device, command);

    public Task<DeviceView> ViewDevice(string device, DeviceQuery query) => inner.ViewDevice(device, query);

    public Task<UnitReply> Define(DefineUnit command) => inner.Define(command);

    public Task<ReceiptReply> Change(string hash, ChangeReceipt command) => inner.Change(hash, command);

    public Task<ProgrammeReply> Change(string programme, ChangeProgramme command) => inner.Change(programme, command);

    public Task<ReleaseReply> Change(string issue, ChangeRelease command) => inner.Change(issue, command);

    public Task<HandoverReply> Change(string region, ChangeHandover command) => inner.Change(region, command);

    public Task<HookReply> Change(string hook, ChangeHook command) => inner.Change(hook, command);

    public Task<HookView> ViewHook(string hook, HookQuery query) => inner.ViewHook(hook, query);

    public Task WatchDesk(string watcher) => inner.WatchDesk(watcher);

    public Task<IssuePresence> ShowPresence(string issue, GatewayPresence here) => inner.ShowPresence(issue, here);

    public IDisposable Attach(string watcher, IGatewayObserver gateway) => inner.Attach(watcher, new LossyObserver(this, gateway));

    private sealed class LossyObserver(LossyClient road, IGatewayObserver gateway) : IGatewayObserver
    {
        public Task Push(DaySummary summary) =>
            Interlocked.Decrement(ref road.losing) >= 0 ? Task.CompletedTask : gateway.Push(summary);

        public Task Changed(DeskChanges changes) => gateway.Changed(changes);
    }
}

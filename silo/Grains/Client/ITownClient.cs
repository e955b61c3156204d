using RealtimeGov.Grains.Regions;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Client;

/// <summary>
/// The gateway's way to the town's grains, wherever they live. A call that was lost with its silo is made again, so what
/// it asks for may be done twice: every command of ours may come twice.
/// </summary>
/// <remarks>Each throws <see cref="NotDurableException"/> where no answer comes in time: send it again.</remarks>
public interface ITownClient
{
    /// <inheritdoc cref="Grids.IGridGrain.Receive"/>
    Task<ReceiveReply> Receive(string grid, ReceiveReports command);

    /// <inheritdoc cref="Grids.IGridGrain.Withdraw"/>
    Task<WithdrawReply> Withdraw(string grid, WithdrawReport command);

    /// <inheritdoc cref="Grids.IGridGrain.Review"/>
    Task<ReviewReply> Review(string grid, ReviewRecorded command);

    /// <inheritdoc cref="Grids.IGridGrain.Day"/>
    Task<DaySummary> Day(string grid, DayQuery query);

    /// <inheritdoc cref="Issues.IIssueGrain.View"/>
    Task<IssueView> ViewIssue(string id, IssueQuery query);

    /// <inheritdoc cref="Issues.IIssueGrain.Take"/>
    Task<StepReply> Take(string issue, IssueCommand command);

    /// <inheritdoc cref="Stewards.IStewardGrain.Register"/>
    Task<RegisterReply> Register(RegisterSteward command);

    /// <inheritdoc cref="Stewards.IStewardGrain.View"/>
    Task<StewardView> ViewSteward(string id, StewardQuery query);

    /// <summary>Subscribes an attached gateway to one day of a region or grid, or renews it.</summary>
    Task<WatchReply> Watch(string region, WatchRegion subscription);

    Task Unwatch(string region, UnwatchRegion subscription);

    /// <inheritdoc cref="TownSettings.ITownSettingsGrain.Define"/>
    Task<DefineReply> Define(DefineTown command);

    /// <inheritdoc cref="TownSettings.ITownSettingsGrain.Set"/>
    Task<SettingReply> Set(ChangeSetting command);

    /// <inheritdoc cref="Placement.IPlacementGrain.Change"/>
    Task<PlacementAnswer> Change(ChangePlacement command);

    /// <inheritdoc cref="People.IPersonGrain.Change"/>
    Task<PersonReply> Change(string person, ChangePerson command);

    /// <inheritdoc cref="People.IPersonGrain.View"/>
    Task<PersonView> ViewPerson(string person, PersonQuery query);

    /// <inheritdoc cref="People.IDeviceGrain.Change"/>
    Task<DeviceReply> Change(string device, ChangeDevice command);

    /// <inheritdoc cref="People.IDeviceGrain.View"/>
    Task<DeviceView> ViewDevice(string device, DeviceQuery query);

    /// <inheritdoc cref="People.IUnitGrain.Define"/>
    Task<UnitReply> Define(DefineUnit command);

    /// <inheritdoc cref="Receipts.IReceiptGrain.Change"/>
    /// <param name="hash">Of the code: SHA-256, in lower-case hexadecimal.</param>
    Task<ReceiptReply> Change(string hash, ChangeReceipt command);

    /// <inheritdoc cref="Privacy.IReleaseGrain.Change"/>
    Task<ReleaseReply> Change(string issue, ChangeRelease command);

    /// <inheritdoc cref="Desk.IHandoverGrain.Change"/>
    Task<HandoverReply> Change(string region, ChangeHandover command);

    /// <inheritdoc cref="Displays.IDisplaysGrain.Change"/>
    Task<DisplaysReply> Change(ChangeDisplay command);

    /// <inheritdoc cref="Displays.IDisplaysGrain.View"/>
    Task<DisplaysReply> View(DisplaysQuery query);

    /// <inheritdoc cref="Photos.IPhotoGrain.Take"/>
    Task<PhotoReply> Take(string photo, PhotoCommand command);

    /// <inheritdoc cref="Programmes.IProgrammeGrain.Change"/>
    /// <param name="programme">Kind and id: <c>posts/south</c>.</param>
    Task<ProgrammeReply> Change(string programme, ChangeProgramme command);

    /// <inheritdoc cref="Hooks.IHookGrain.Change"/>
    Task<HookReply> Change(string hook, ChangeHook command);

    /// <inheritdoc cref="Hooks.IHookGrain.View"/>
    Task<HookView> ViewHook(string hook, HookQuery query);

    /// <summary>Has an attached gateway told of what happens to issues anywhere, for <see cref="Desk.DeskFeed.WatchedFor"/>.</summary>
    Task WatchDesk(string watcher);

    /// <summary>Tells the others who has an issue open at an attached gateway, for <see cref="Domain.Issues.OpenElsewhere.ShownFor"/>.</summary>
    /// <returns>Who has it open at whichever gateway.</returns>
    Task<IssuePresence> ShowPresence(string issue, GatewayPresence here);

    /// <summary>Makes a gateway known under <paramref name="watcher"/>, so that regions can push to it; disposing forgets it.</summary>
    IDisposable Attach(string watcher, IGatewayObserver gateway);
}

using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;
using RealtimeGov.Domain.People;
using RealtimeGov.Domain.Routing;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Grains.Client;
using RealtimeGov.Grains.Regions;
using RealtimeGov.Grains.TownSettings;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Live;

/// <summary>
/// The desks that are open on this gateway: what happens to issues of their region is shown on them, and who else has an issue
/// open. Each has one slot an issue, which the newest frame overwrites.
/// </summary>
internal sealed class DeskWatches : IGatewayObserver, IDisposable
{
    /// <summary>Three times before the silos forget a gateway.</summary>
    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(5);

    /// <summary>Whoever is shut out sees nothing more after this and what the accounts are held for: a minute in all.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(20);

    private readonly Lock gate = new();
    private readonly Dictionary<Screen, Desk> desks = [];
    private readonly OpenIssues issues;
    private readonly HashSet<Action<IReadOnlyCollection<string>?>> listeners = [];
    private readonly string watcher = $"desk-{Guid.NewGuid():N}";
    private readonly ITownClient grains;
    private readonly ITownDirectory town;
    private readonly CallerResolver callers;
    private readonly TownClock clock;
    private readonly TimeProvider time;
    private readonly ILogger<DeskWatches> log;
    private readonly IDisposable attached;
    private IntervalGate renewed, looked;
    private ulong numbers;

    public DeskWatches(ITownClient grains, ITownDirectory town, CallerResolver callers, TownClock clock, TimeProvider time, ILogger<DeskWatches> log)
    {
        (this.grains, this.town, this.callers, this.clock, this.time, this.log) = (grains, town, callers, clock, time, log);
        issues = new OpenIssues(grains, watcher, time, error => LiveLog.DeskFailed(log, error));
        attached = grains.Attach(watcher, this);
    }

    /// <summary>From the answer on, what happens to issues in this region is sent; another region takes its place.</summary>
    /// <exception cref="HubException">There is no such region today, or it is not the caller's.</exception>
    public async Task Watch(Screen screen, Caller caller, string region)
    {
        var tree = town.Regions.At(clock.NowUs);
        if (tree.Find(region) is null) throw LiveRefusal.UnknownRegion(region);
        if (!May(caller, region)) throw LiveRefusal.NotAllowed(region);
        lock (gate)
        {
            if (screen.HasLeft) return;
            desks[screen] = new Desk(caller, region);
        }
        await grains.WatchDesk(watcher);
    }

    public void Unwatch(Screen screen)
    {
        lock (gate) desks.Remove(screen);
    }

    /// <summary>Shows everybody who has the issue open that this one has too.</summary>
    /// <exception cref="HubException">It is no issue of the caller's regions, or too many are open.</exception>
    public void Open(Screen screen, Caller caller, string issue)
    {
        if (!IssueId.TryParse(issue, out var id) || town.Regions.At(clock.NowUs).Find(id.GridCode) is null) throw LiveRefusal.UnknownIssue(issue);
        if (!May(caller, id.GridCode)) throw LiveRefusal.NotAllowed(id.GridCode);
        issues.Open(screen, caller.Id, caller.Name, issue);
    }

    /// <summary>What is not open is no error.</summary>
    public void Close(Screen screen, string issue) => issues.Close(screen, issue);

    /// <summary>The screen is gone for good.</summary>
    public void Forget(Screen screen)
    {
        lock (gate) desks.Remove(screen);
        issues.Forget(screen);
    }

    /// <inheritdoc/>
    public Task Push(DaySummary summary) => Task.CompletedTask; // walls have a watcher of their own

    /// <inheritdoc/>
    public Task Changed(DeskChanges changes)
    {
        foreach (var told in changes.Present) issues.Take(told);
        if (changes.Changes.Count == 0 && !changes.Missed) return Task.CompletedTask;
        KeyValuePair<Screen, Desk>[] open;
        Action<IReadOnlyCollection<string>?>[] listening;
        ulong number;
        lock (gate) (open, listening, number) = ([.. desks], [.. listeners], ++numbers);
        if (listening.Length > 0)
        {
            HashSet<string>? moved = changes.Missed ? null : [.. changes.Changes.Select(change => change.IssueId)];
            foreach (var listener in listening) listener(moved);
        }
        var (tree, nowUs) = (town.Regions.At(clock.NowUs), clock.NowUs);
        if (changes.Missed) foreach (var (screen, _) in open) Missed(screen, number);
        foreach (var change in changes.Changes)
        {
            SerializedHubMessage? frame = null;
            foreach (var (screen, desk) in open)
            {
                if (!Domain.People.Access.IsWithin(change.GridCode, desk.Region, tree)) continue;
                frame ??= Frames.Message("issue", IssueFrame.From(change, tree.NameOf(change.GridCode), nowUs));
                if (!screen.OfferOnce(FrameSlot.Issue(change.IssueId), change.Version, frame)) Missed(screen, number);
            }
        }
        return Task.CompletedTask;
    }

    /// <summary>Renews what is due, and ends what is not allowed any more.</summary>
    public void Tick()
    {
        var (renews, looks) = (false, false);
        lock (gate)
        {
            if (desks.Count == 0 && issues.IsEmpty && listeners.Count == 0) return;
            (renews, looks) = (renewed.Remaining(RenewEvery, time) == TimeSpan.Zero, looked.Remaining(LookEvery, time) == TimeSpan.Zero);
            if (renews) renewed.Reset(time);
            if (looks) looked.Reset(time);
        }
        if (renews) _ = Safely(() => grains.WatchDesk(watcher));
        if (renews) issues.Renew();
        if (looks) _ = Safely(Look);
    }

    /// <summary>Tells of issues to which something happened, of all of the town; null where more happened than is known. From any thread, and at once.</summary>
    public async Task<IDisposable> Listen(Action<IReadOnlyCollection<string>?> what)
    {
        lock (gate) listeners.Add(what);
        await Safely(() => grains.WatchDesk(watcher)); // what happens from here on is told
        return new Listener(() =>
        {
            lock (gate) listeners.Remove(what);
        });
    }

    public void Dispose() => attached.Dispose();

    private async Task Look()
    {
        KeyValuePair<Screen, Desk>[] open;
        lock (gate) open = [.. desks];
        foreach (var (screen, desk) in open)
        {
            if (await callers.StillHolds(desk.Caller) && May(desk.Caller, desk.Region)) continue;
            screen.OfferOnce(FrameSlot.Desk, ulong.MaxValue, Frames.Message("desk", new DeskFrame("ended")));
            Forget(screen);
        }
    }

    private async Task Safely(Func<Task> what)
    {
        try { await what(); }
        catch (Exception error) { LiveLog.DeskFailed(log, error); } // once more with the next tick that is due
    }

    private static void Missed(Screen screen, ulong number)
    {
        screen.Open(FrameSlot.Desk);
        screen.Offer(FrameSlot.Desk, number, Frames.Message("desk", new DeskFrame("missed")), snapshot: false);
    }

    private bool May(Caller caller, string region) => caller.MayAt(Permission.ReadIssues, region, "", town.Regions.At(clock.NowUs), clock.Today(region));

    private sealed record Desk(Caller Caller, string Region);

    private sealed class Listener(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}

using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Protos;
using RealtimeGov.Grains.Client;
using RealtimeGov.Grains.Regions;
using RealtimeGov.Grains.TownSettings;

namespace RealtimeGov.Gateway.Live;

/// <summary>
/// Which screen watches what, and the gateway's subscriptions behind it: one per region and day. Membership changes
/// under one gate; frames flow without it.
/// </summary>
internal sealed class RegionWatches : IGatewayObserver, IDisposable
{
    /// <summary>A wall shows one region, a command room a few.</summary>
    public const int WatchesPerScreenMax = 16;

    /// <summary>
    /// Days held at once before another date is refused; at about 20 kB each this bounds what strangers can make the
    /// gateway remember. What is held already and a region's current day are never refused: whatever strangers ask for,
    /// the wall goes on. The current days are a reserve beyond this, at most one for each region of the tree.
    /// </summary>
    public const int DaysMax = 4_096;

    /// <summary>Dates beyond the region's tomorrow are refused: no report can be of them. Tomorrow is for clocks that are ahead.</summary>
    public const int DaysAheadMax = 1;

    /// <summary>A subscription outlives its last screen by this: a page that reloads finds it warm.</summary>
    public static readonly TimeSpan UnwatchedFor = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private readonly Dictionary<(string Region, int Date), DayWatch> days = [];
    private readonly Dictionary<string, TodayWatch> todays = new(StringComparer.Ordinal);
    private readonly LiveContext town;
    private readonly TownClock clock;
    private readonly IDisposable attached;

    public RegionWatches(ITownClient grains, ITownDirectory directory, TimeProvider time, TownClock clock, ILogger<RegionWatches> log)
    {
        town = new LiveContext($"gateway-{Guid.NewGuid():N}", grains, directory, time, log);
        this.clock = clock;
        attached = grains.Attach(town.Watcher, this);
    }

    public int ScreenCount
    {
        set => town.ScreenCount = value;
    }

    /// <summary>
    /// Shows a day on a screen, or today where <paramref name="date"/> is null. The snapshot follows by itself; watching
    /// what is watched already sends it again.
    /// </summary>
    /// <exception cref="HubException">The region is unknown on that day, the day is too far ahead, or there is no room.</exception>
    public void Watch(Screen screen, string region, int? date)
    {
        DayWatch day;
        lock (gate)
        {
            if (screen.HasLeft) return;
            var today = clock.Today(region);
            var on = date ?? today;
            if (town.Directory.Regions.On(on).Find(region) is null) throw LiveRefusal.UnknownRegion(region);
            if (on > today + DaysAheadMax) throw LiveRefusal.DateAhead(on);
            var key = new WatchKey(region, date);
            if (!screen.Watches.TryGetValue(key, out var shown))
            {
                if (screen.Watches.Count >= WatchesPerScreenMax) throw LiveRefusal.TooManyWatches();
                if (date is not null && days.Count >= DaysMax && !days.ContainsKey((region, on))) throw LiveRefusal.TooManyDays();
                shown = Day(region, on);
                screen.Watches[key] = shown;
                if (date is null) TodayOf(region, on).Screens.Add(screen);
            }

            day = shown;
            day.Join(screen, date is null);
        }

        _ = day.Subscription.Renew();
    }

    /// <summary>Ends every watch of the region on this screen, whatever the day.</summary>
    public void Unwatch(Screen screen, string region)
    {
        lock (gate)
            foreach (var key in screen.Watches.Keys.Where(k => k.Region == region).ToArray())
                Release(screen, key);
    }

    /// <summary>The screen is gone for good.</summary>
    public void Forget(Screen screen)
    {
        lock (gate)
        {
            screen.HasLeft = true;
            foreach (var key in screen.Watches.Keys.ToArray())
                Release(screen, key);
        }
    }

    /// <inheritdoc/>
    public Task Push(DaySummary summary)
    {
        DayWatch? day;
        lock (gate)
            days.TryGetValue((summary.Region, summary.Date), out day);
        day?.Accept(summary);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Changed(DeskChanges changes) => Task.CompletedTask; // desks have a watcher of their own

    /// <summary>Rolls what has reached midnight, ends what nobody watches, renews what is due.</summary>
    public void Tick()
    {
        DayWatch[] kept;
        lock (gate)
        {
            foreach (var today in todays.Values) Roll(today);
            foreach (var day in days.Values.Where(d => d.IsUnwatchedFor(UnwatchedFor)).ToArray()) End(day);
            kept = [.. days.Values];
        }

        foreach (var day in kept) _ = day.Subscription.Renew();
    }

    public void Dispose()
    {
        attached.Dispose();
        lock (gate)
            foreach (var day in days.Values) day.Dispose();
    }

    // Not held back by DaysMax: the day it leaves is soon unwatched, and a screen must not stay on yesterday.
    private void Roll(TodayWatch today)
    {
        var now = clock.Today(today.Region);
        if (now == today.Date) return;
        var next = Day(today.Region, now);
        foreach (var screen in today.Screens)
        {
            var key = new WatchKey(today.Region, null);
            screen.Watches[key].Leave(screen, today: true);
            screen.Watches[key] = next;
            next.Join(screen, today: true);
        }

        // Last, so that a roll that failed on the way is done again by the next tick.
        today.Date = now;
    }

    // Under the gate to its end: it only posts, and whoever watches this day next subscribes after that. Outside, the
    // region could hear the new subscription first, and this farewell would end it.
    private void End(DayWatch day)
    {
        days.Remove((day.Region, day.Date));
        day.Dispose();
        _ = day.Subscription.End();
    }

    private DayWatch Day(string region, int date)
    {
        if (days.TryGetValue((region, date), out var day)) return day;
        return days[(region, date)] = new DayWatch(region, date, town);
    }

    private TodayWatch TodayOf(string region, int date)
    {
        if (!todays.TryGetValue(region, out var today)) todays[region] = today = new TodayWatch(region) { Date = date };
        return today;
    }

    private void Release(Screen screen, WatchKey key)
    {
        screen.Watches.Remove(key, out var day);
        day!.Leave(screen, key.Date is null);
        if (key.Date is not null || !todays.TryGetValue(key.Region, out var today)) return;
        today.Screens.Remove(screen);
        if (today.Screens.Count == 0) todays.Remove(key.Region);
    }

    private sealed class TodayWatch(string region)
    {
        public string Region => region;

        public int Date { get; set; }

        public HashSet<Screen> Screens { get; } = [];
    }
}

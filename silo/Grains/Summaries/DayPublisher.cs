using RealtimeGov.Grains.Regions;
using RealtimeGov.Domain.Summaries;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Summaries;

/// <summary>
/// Carries a grain's days to the region above and to the gateways that watch: one push outstanding per day, each the
/// whole day as it is when it leaves, again until acknowledged. Runs in the grain's turns, outside its requests.
/// </summary>
/// <param name="targetOf">The region that sums this day; null at the top.</param>
/// <param name="summaryOf">The durable day as it is now.</param>
internal sealed class DayPublisher(string region, SiloContext silo, Func<DayKey, string?> targetOf, Func<DayKey, DaySummary?> summaryOf)
{
    /// <summary>Between two pushes of one day: what comes meanwhile goes together.</summary>
    private static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(10);

    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(500);

    /// <summary>A gateway renews every 5 s; one that missed three is gone.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);

    private readonly HashSet<DayKey> dirty = [];
    private readonly HashSet<DayKey> pumping = [];
    private readonly Dictionary<int, Dictionary<string, DateTimeOffset>> watchers = []; // by date, then gateway: when its lease ends

    /// <summary>True when nothing waits to be sent.</summary>
    public bool IsQuiet => pumping.Count == 0;

    public bool HasWatchers => watchers.Count > 0;

    public bool IsBusy(DayKey key) => pumping.Contains(key) || watchers.ContainsKey(key.Date);

    public void Changed(DayKey key)
    {
        dirty.Add(key);
        if (pumping.Add(key)) Pump(key);
    }

    public void Watch(WatchRegion subscription)
    {
        if (!watchers.TryGetValue(subscription.Date, out var ofDate)) watchers[subscription.Date] = ofDate = [];
        ofDate[subscription.Watcher] = silo.Time.GetUtcNow() + Lease;
    }

    /// <summary>
    /// What the region above acknowledged it may have lost since: it is asked which version it holds, and the day goes again
    /// where that is another.
    /// </summary>
    public async void Renew(DayKey key)
    {
        if (pumping.Contains(key) || targetOf(key) is not { } target || summaryOf(key) is not { Version: > 0 } summary) return;
        try
        {
            var held = await silo.Grains.GetGrain<IRegionGrain>(target).Held(new ChildDay { Child = region, Date = key.Date });
            if (held.Version != summary.Version) Changed(key); // in doubt once too often: it may have changed meanwhile
        }
        catch (Exception e)
        {
            GrainLog.NotPushed(silo.Logger, region, key.Date, target, e.Message); // with the next renewal
        }
    }

    /// <summary>The subscriptions, for the grain's successor; null when there are none.</summary>
    public MigrationState? ToMigrationState()
    {
        if (watchers.Count == 0) return null;
        var migrationState = new MigrationState();
        foreach (var (date, ofDate) in watchers)
            foreach (var (watcher, until) in ofDate)
                migrationState.Watches.Add(new CarriedWatch { Watcher = watcher, Date = date, UntilUs = Instant.From(until) });
        return migrationState;
    }

    /// <summary>Goes on with a predecessor's subscriptions, as long as they have still to run.</summary>
    public void Take(MigrationState migrationState)
    {
        foreach (var watch in migrationState.Watches)
        {
            if (!watchers.TryGetValue(watch.Date, out var ofDate)) watchers[watch.Date] = ofDate = [];
            var until = Instant.ToDateTimeOffset(watch.UntilUs);
            if (!ofDate.TryGetValue(watch.Watcher, out var held) || held < until) ofDate[watch.Watcher] = until;
        }
    }

    public void Unwatch(UnwatchRegion subscription) => Remove(subscription.Date, subscription.Watcher);

    public void ForgetExpired()
    {
        var now = silo.Time.GetUtcNow();
        var expired = watchers.SelectMany(ofDate => ofDate.Value.Where(w => w.Value < now).Select(w => (ofDate.Key, w.Key))).ToList();
        foreach (var (date, watcher) in expired) Remove(date, watcher);
    }

    private void Remove(int date, string watcher)
    {
        if (watchers.TryGetValue(date, out var ofDate) && ofDate.Remove(watcher) && ofDate.Count == 0) watchers.Remove(date);
    }

    private async void Pump(DayKey key)
    {
        while (dirty.Remove(key) && !silo.Stopping.IsCancellationRequested)
        {
            if (!await Push(key))
            {
                dirty.Add(key);
                await Task.Delay(RetryAfter, silo.Time);
                continue;
            }
            await Task.Delay(Gap, silo.Time);
        }
        pumping.Remove(key);
    }

    private async Task<bool> Push(DayKey key)
    {
        var target = targetOf(key);
        try
        {
            if (summaryOf(key) is not { } summary) return true;
            var offered = target is null ? Task.CompletedTask : silo.Grains.GetGrain<IRegionGrain>(target).Offer(summary);
            // Its own watchers meanwhile: nobody on the way up waits for a gateway that is gone, nor they for the way up.
            if (key.Unit.Length == 0 && watchers.TryGetValue(key.Date, out var ofDate)) // a trade's watchers watch the trade
                await Task.WhenAll(ofDate.Keys.Select(watcher => Tell(watcher, summary)));
            await offered;
            return true;
        }
        catch (Exception e)
        {
            GrainLog.NotPushed(silo.Logger, region, key.Date, target ?? "its gateways", e.Message);
            return false;
        }
    }

    private async Task Tell(string watcher, DaySummary summary)
    {
        if (!await silo.Observers.Push(watcher, summary)) Remove(summary.Date, watcher);
    }
}

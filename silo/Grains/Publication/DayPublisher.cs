using RealtimeGov.Grains.Shell;
using RealtimeGov.Domain.Summaries;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Publication;

/// <summary>
/// Carries an actor's days to the region above and to the gateways that watch: one push outstanding per day, each the
/// whole day as it is when it leaves, again until acknowledged. Runs in the actor's turns, outside its requests.
/// </summary>
/// <param name="targetOf">The region that sums this day; null at the top.</param>
/// <param name="summaryOf">The durable day as it is now.</param>
internal sealed class DayPublisher(string region, Silo silo, Func<DayKey, string?> targetOf, Func<DayKey, DaySummary?> summaryOf)
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

    /// <summary>The subscriptions, for the actor's successor; null when there are none.</summary>
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
        string? target = null;
        try
        {
            if (summaryOf(key) is not { } summary) return true;
            // Its own watchers first: they need not wait for the way up.
            if (key.Unit.Length == 0 && watchers.TryGetValue(key.Date, out var ofDate)) // a trade's watchers watch the trade
                foreach (var watcher in ofDate.Keys.ToList())
                    if (!await silo.Watchers.Push(watcher, summary)) Remove(key.Date, watcher);
            target = targetOf(key);
            if (target is not null) await silo.Actors.Region(target).Offer(summary);
            return true;
        }
        catch (Exception e)
        {
            ActorLog.NotPushed(silo.Logger, region, key.Date, target ?? "its gateways", e.Message);
            return false;
        }
    }
}

using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Live;

/// <summary>This gateway's subscription to one region's day, whatever the number of screens that show it.</summary>
internal sealed class Subscription(DayWatch watch, LiveContext town)
{
    /// <summary>A renewal heals a lost push, a moved grain and a parent that forgot us.</summary>
    public static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(5);

    /// <summary>How soon one that failed is tried again; the clock's tick is the grain.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private IntervalGate answered;
    private TimeSpan wait;
    private bool underWay, ended;

    /// <summary>Subscribes, or says which version is held, where that is due. One call is under way at a time. It never throws.</summary>
    public async Task Renew()
    {
        lock (gate)
        {
            if (underWay || ended || answered.Remaining(wait, town.Time) > TimeSpan.Zero) return;
            underWay = true;
        }

        var next = RenewEvery;
        try
        {
            await Ask();
        }
        catch (Exception error)
        {
            next = RetryAfter;
            LiveLog.WatchFailed(town.Log, error, watch.Region, LocalDay.Format(watch.Date));
        }

        lock (gate)
        {
            answered.Reset(town.Time);
            wait = next;
            underWay = false;
        }
    }

    /// <summary>Unsubscribes. It never throws: a region that did not hear it forgets us for lack of renewals.</summary>
    public async Task End()
    {
        lock (gate)
            ended = true;
        try
        {
            await town.Grains.Unwatch(watch.Region, new UnwatchRegion { Watcher = town.Watcher, Date = watch.Date });
        }
        catch (Exception error)
        {
            LiveLog.WatchFailed(town.Log, error, watch.Region, LocalDay.Format(watch.Date));
        }
    }

    private async Task Ask()
    {
        var known = watch.Held;
        var reply = await town.Grains.Watch(watch.Region, new WatchRegion { Watcher = town.Watcher, Date = watch.Date, Version = known?.Version ?? 0 });
        if (reply.Summary is { } summary)
            watch.Accept(summary);
        else if (known is null)
            // Version 0 is what the region has too: a day that nothing was reported on.
            watch.Accept(new DaySummary { Region = watch.Region, Date = watch.Date, Counts = new DayCounts() });
    }
}

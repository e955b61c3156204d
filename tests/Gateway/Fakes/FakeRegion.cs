using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Tests.Fakes;

/// <summary>A region whose days the test sets; it remembers who subscribed.</summary>
internal sealed class FakeRegion(string code, FakeTownClient grains)
{
    private readonly Lock gate = new();
    private readonly Dictionary<int, DaySummary> days = [];
    private readonly List<WatchRegion> watches = [];
    private readonly List<UnwatchRegion> unwatches = [];

    public Exception? Failure { get; set; }

    /// <summary>Runs when an Unwatch has been sent and has not come yet.</summary>
    public Action? BeforeUnwatch { get; set; }

    public IReadOnlyList<WatchRegion> Watches
    {
        get
        {
            lock (gate)
                return [.. watches];
        }
    }

    public IReadOnlyList<UnwatchRegion> Unwatches
    {
        get
        {
            lock (gate)
                return [.. unwatches];
        }
    }

    public Task<WatchReply> Watch(WatchRegion subscription)
    {
        lock (gate)
        {
            watches.Add(subscription);
            if (Failure is not null) return Task.FromException<WatchReply>(Failure);
            var known = days.GetValueOrDefault(subscription.Date);
            return Task.FromResult(known is null || known.Version == subscription.Version ? new WatchReply() : new WatchReply { Summary = known });
        }
    }

    public Task Unwatch(UnwatchRegion subscription)
    {
        BeforeUnwatch?.Invoke();
        lock (gate)
            unwatches.Add(subscription);
        return Task.CompletedTask;
    }

    /// <summary>Holds a day without telling anybody: a push that was lost.</summary>
    public DaySummary Hold(int date, ulong version, ulong valid)
    {
        var summary = new DaySummary
        {
            Region = code,
            Date = date,
            Version = version,
            Counts = new DayCounts { Valid = valid, Opened = valid, AwaitingReview = valid },
        };
        summary.Counts.ByCategory["parts/manhole"] = valid;
        lock (gate)
            days[date] = summary;
        return summary;
    }

    /// <summary>Holds a day and pushes it to every gateway.</summary>
    public void Push(int date, ulong version, ulong valid) => grains.Push(Hold(date, version, valid));
}

using RealtimeGov.Protos;
using RealtimeGov.Tests.Support;
using RealtimeGov.Grains.Client;
using RealtimeGov.Grains.Regions;

namespace RealtimeGov.Grains.Tests.Towns;

/// <summary>An observer that shows what a screen would: the highest version of each region's day.</summary>
internal sealed class Screen : IGatewayObserver, IDisposable
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string Region, int Date), DaySummary> shown = [];
    private readonly List<(Func<DaySummary, bool> Wanted, TaskCompletionSource<DaySummary> Seen)> waiters = [];
    private readonly IDisposable attached;
    private readonly ITownClient grains;
    private readonly string name;

    public Screen(ITownClient grains, string name = "screen")
    {
        (this.grains, this.name) = (grains, name);
        attached = grains.Attach(name, this);
    }

    /// <summary>How many summaries came.</summary>
    public int Pushes { get; private set; }

    public async Task Watch(string region, int date)
    {
        var reply = await grains.Region(region).Watch(new WatchRegion { Watcher = name, Date = date });
        if (reply.Summary is { } summary) await Push(summary);
    }

    public Task Changed(DeskChanges changes) => Task.CompletedTask;

    public Task Push(DaySummary summary)
    {
        lock (gate)
        {
            Pushes++;
            if (shown.TryGetValue((summary.Region, summary.Date), out var held) && held.Version >= summary.Version) return Task.CompletedTask;
            shown[(summary.Region, summary.Date)] = summary;
            foreach (var waiter in waiters.Where(w => w.Wanted(summary)).ToList())
            {
                waiters.Remove(waiter);
                waiter.Seen.SetResult(summary);
            }
        }
        return Task.CompletedTask;
    }

    public ulong Valid(string region, int date)
    {
        lock (gate) return shown.TryGetValue((region, date), out var held) ? held.Counts.Valid : 0;
    }

    /// <summary>Completes when the region's day shows so many valid reports.</summary>
    public Task<DaySummary> Shows(string region, ulong valid) => Shows(s => s.Region == region && s.Counts.Valid == valid);

    /// <summary>The same of one date.</summary>
    public Task<DaySummary> Until(string region, int date, ulong valid) => Shows(s => s.Region == region && s.Date == date && s.Counts.Valid == valid);

    /// <summary>Completes when the region's day is shown as of that version.</summary>
    public Task<DaySummary> Shows(string region, int date, ulong version) => Shows(s => s.Region == region && s.Date == date && s.Version == version);

    /// <summary>Completes when some region's day is shown so.</summary>
    public Task<DaySummary> Shows(Func<DaySummary, bool> wanted)
    {
        lock (gate)
        {
            var seen = new TaskCompletionSource<DaySummary>(TaskCreationOptions.RunContinuationsAsynchronously);
            if (shown.Values.FirstOrDefault(wanted) is { } already) return Task.FromResult(already);
            waiters.Add((wanted, seen));
            return seen.Task.WaitAsync(Patience.Max);
        }
    }

    public void Dispose() => attached.Dispose();
}

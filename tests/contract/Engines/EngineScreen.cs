using RealtimeGov.Actors.Contracts;
using RealtimeGov.Protos;

namespace RealtimeGov.Contract.Tests.Engines;

/// <summary>A gateway's ear that shows what a screen would: the highest version of each region.</summary>
internal sealed class EngineScreen : IWatcher, IDisposable
{
    private const string Name = "screen";

    private readonly Lock gate = new();
    private readonly Dictionary<string, DaySummary> shown = new(StringComparer.Ordinal);
    private readonly List<(string Region, ulong Valid, TaskCompletionSource Seen)> waiters = [];
    private readonly IDisposable attached;
    private readonly IActors actors;

    public EngineScreen(IActors actors)
    {
        this.actors = actors;
        attached = actors.Attach(Name, this);
    }

    /// <summary>Subscribes, or renews as a gateway does every five seconds.</summary>
    public async Task Watch(string region, int date)
    {
        var reply = await actors.Region(region).Watch(new WatchRegion { Watcher = Name, Date = date });
        if (reply.Summary is { } summary) await Push(summary);
    }

    public Task Push(DaySummary summary)
    {
        lock (gate)
        {
            if (shown.TryGetValue(summary.Region, out var held) && held.Version >= summary.Version) return Task.CompletedTask;
            shown[summary.Region] = summary;
            foreach (var waiter in waiters.Where(waiter => Holds(waiter.Region, waiter.Valid))) waiter.Seen.TrySetResult();
        }
        return Task.CompletedTask;
    }

    /// <summary>Completes when the region shows so many valid reports.</summary>
    public Task Shows(string region, ulong valid)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            if (Holds(region, valid)) return Task.CompletedTask;
            waiters.Add((region, valid, seen));
        }
        return seen.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    public void Dispose() => attached.Dispose();

    private bool Holds(string region, ulong valid) => shown.TryGetValue(region, out var held) && held.Counts.Valid == valid;
}

using RealtimeGov.Tests.Support;
using RealtimeGov.Grains.Tests.Towns;
using RealtimeGov.Protos;
using RealtimeGov.Grains.Client;
using RealtimeGov.Grains.Regions;
using RealtimeGov.Grains;

namespace RealtimeGov.Contract.Tests.Engines;

/// <summary>An observer that shows what a screen would: the highest version of each region.</summary>
internal sealed class EngineScreen : IGatewayObserver, IAsyncDisposable
{
    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private readonly Dictionary<string, DaySummary> shown = new(StringComparer.Ordinal);
    private readonly List<(string Region, ulong Valid, TaskCompletionSource Seen)> waiters = [];
    private readonly CancellationTokenSource closing = new();
    private readonly IDisposable attached;
    private readonly ITownClient grains;
    private readonly string name;
    private Task renewing = Task.CompletedTask;

    public EngineScreen(ITownClient grains, string name = "screen")
    {
        (this.grains, this.name) = (grains, name);
        attached = grains.Attach(name, this);
    }

    /// <summary>Subscribes, or renews.</summary>
    public async Task Watch(string region, int date)
    {
        var reply = await grains.Region(region).Watch(new WatchRegion { Watcher = name, Date = date, Version = VersionOf(region) });
        if (reply.Summary is { } summary) await Push(summary);
    }

    /// <summary>Subscribes, and renews from then on as a gateway does.</summary>
    public async Task KeepWatching(string[] regions, int date)
    {
        foreach (var region in regions) await Watch(region, date);
        renewing = Renew(regions, date);
    }

    public Task Changed(DeskChanges changes) => Task.CompletedTask;

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
    /// <exception cref="TimeoutException">It does not within <see cref="Patience.Max"/>; the message says what it shows.</exception>
    public async Task Shows(string region, ulong valid)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            if (Holds(region, valid)) return;
            waiters.Add((region, valid, seen));
        }
        try { await seen.Task.WaitAsync(Patience.Max); }
        catch (TimeoutException) { throw new TimeoutException($"{region} shows {Valid(region)} and not {valid}"); }
    }

    /// <summary>What it shows of a region now.</summary>
    public string Valid(string region)
    {
        lock (gate) return shown.TryGetValue(region, out var held) ? $"{held.Counts.Valid}" : "nothing";
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await renewing;
        attached.Dispose();
        closing.Dispose();
    }

    private async Task Renew(string[] regions, int date)
    {
        using var timer = new PeriodicTimer(RenewEvery);
        try
        {
            while (await timer.WaitForNextTickAsync(closing.Token))
                await Task.WhenAll(regions.Select(region => Renew(region, date)));
        }
        catch (OperationCanceledException) { }
    }

    private async Task Renew(string region, int date)
    {
        try { await Watch(region, date).WaitAsync(closing.Token); }
        catch (NotDurableException) { } // its silo is lost just now: with the next round
    }

    private bool Holds(string region, ulong valid) => shown.TryGetValue(region, out var held) && held.Counts.Valid == valid;

    private ulong VersionOf(string region)
    {
        lock (gate) return shown.TryGetValue(region, out var held) ? held.Version : 0;
    }
}

using RealtimeGov.Bench.Support.Towns;

namespace RealtimeGov.Bench.Live;

/// <summary>All screens: the first share of them watches the town, each further share one village.</summary>
internal sealed class Wall : IAsyncDisposable
{
    private const int ConnectingMax = 32;

    private static readonly TimeSpan KeepAliveEvery = TimeSpan.FromSeconds(10); // the hub drops who is silent for 30 s
    private static readonly TimeSpan SettlesWithin = TimeSpan.FromSeconds(10);

    private readonly Screen[] screens;
    private readonly CancellationTokenSource ending = new();
    private Task keepingAlive = Task.CompletedTask;

    public Wall(BenchTown town, SteadyLoad load, Sightings sightings, LivePlan plan)
    {
        Watched[] watched = [.. town.Villages.Take(plan.Villages).Prepend(town.Root).Select(region =>
        {
            var children = town.Children(region);
            return new Watched(region, children, [.. children.Select(load.AcceptedIn)]);
        })];
        screens = [.. Enumerable.Range(0, plan.Screens).Select(i => new Screen(watched[i % watched.Length], sightings))];
    }

    public long Frames => screens.Sum(screen => (long)screen.Frames);

    public async Task Open(Uri hub)
    {
        await Parallel.ForEachAsync(screens, new ParallelOptions { MaxDegreeOfParallelism = ConnectingMax }, async (screen, _) => await screen.Open(hub));
        keepingAlive = KeepAlive();
    }

    /// <summary>Gives the last frames their time; returns how many screens are not exact then.</summary>
    public async Task<int> Settle()
    {
        using var patience = new CancellationTokenSource(SettlesWithin);
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!patience.IsCancellationRequested && screens.Any(screen => !screen.IsExact)) await tick.WaitForNextTickAsync(CancellationToken.None);
        Screen[] wrong = [.. screens.Where(screen => !screen.IsExact)];
        foreach (var screen in wrong.Take(5)) Console.WriteLine($"  wrong: {screen.Says}");
        return wrong.Length;
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await keepingAlive.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var screen in screens) await screen.DisposeAsync();
        ending.Dispose();
    }

    private async Task KeepAlive()
    {
        using var timer = new PeriodicTimer(KeepAliveEvery);
        while (await timer.WaitForNextTickAsync(ending.Token))
            foreach (var screen in screens) await screen.KeepAlive();
    }
}

using Microsoft.Extensions.Logging.Abstractions;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Gateway.Live;
using RealtimeGov.Tests.Support;
using RealtimeGov.Grains.Client;
using RealtimeGov.Grains.TownSettings;

namespace RealtimeGov.Gateway.Tests.Live.County;

/// <summary>A gateway's watches over real grains, with a clock that the test moves.</summary>
internal sealed class HubHost : IDisposable
{
    public HubHost(ITownClient grains, ITownDirectory directory, DateTimeOffset now)
    {
        Time = new ManualTime(now);
        Road = new LossyClient(grains);
        Watches = new RegionWatches(Road, directory, Time, new TownClock(directory, Time), NullLogger<RegionWatches>.Instance);
    }

    public ManualTime Time { get; }

    public LossyClient Road { get; }

    public RegionWatches Watches { get; }

    /// <summary>A new screen that watches these regions' today.</summary>
    public (Screen Screen, WallScreen Wall) Open(params string[] regions)
    {
        var wall = new WallScreen();
        var screen = new Screen(wall, Time);
        foreach (var region in regions) Watches.Watch(screen, region, null);
        return (screen, wall);
    }

    /// <summary>
    /// Lets the gateway's time pass until it has come. What the grains do takes real time, so between two steps it gets a
    /// moment of that.
    /// </summary>
    public async Task Reaches(Task something, TimeSpan? step = null)
    {
        var waited = System.Diagnostics.Stopwatch.StartNew();
        while (!something.IsCompleted)
        {
            Assert.True(waited.Elapsed < Patience.Max, "it has not come");
            Pass(step ?? Egress.CountsFew);
            await Task.WhenAny(something, Task.Delay(5));
        }

        await something;
    }

    /// <summary>Time passes, and the gateway's clock ticks.</summary>
    public void Pass(TimeSpan time)
    {
        Time.Advance(time);
        Watches.Tick();
    }

    public void Dispose() => Watches.Dispose();
}

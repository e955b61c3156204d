using RealtimeGov.Domain.Time;
using RealtimeGov.Grains.TownSettings;

namespace RealtimeGov.Gateway.Days;

/// <summary>What day it is where.</summary>
public sealed class TownClock(ITownDirectory directory, TimeProvider time)
{
    public long NowUs => Instant.From(time.GetUtcNow());

    /// <summary>The current local day in the root's zone.</summary>
    public int Today() => LocalDay.Of(NowUs, directory.Regions.At(NowUs).Zone);

    /// <summary>The current local day in the region's zone.</summary>
    public int Today(string region) => LocalDay.Of(NowUs, directory.Regions.At(NowUs).ZoneOf(region));
}

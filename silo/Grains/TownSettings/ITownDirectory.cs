using RealtimeGov.Domain.Regions;
using RealtimeGov.Domain.Stewards;
using RealtimeGov.Domain.Taxonomy;

namespace RealtimeGov.Grains.TownSettings;

/// <summary>This process's view of what is configured: regions, categories, stewards, the loop. Reading it never waits.</summary>
public interface ITownDirectory
{
    RegionTree Regions { get; }

    Categories Categories { get; }

    Roster Stewards { get; }

    TownLoop Loop { get; }

    /// <summary>True when a refresh was asked for and has not succeeded.</summary>
    bool IsBehind { get; }

    /// <summary>Reads the store again, so that what was durable before the call is seen after it.</summary>
    Task Refresh(CancellationToken cancellation);
}

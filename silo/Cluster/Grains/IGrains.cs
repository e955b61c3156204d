using Orleans;
using Orleans.Runtime;
using RealtimeGov.Grains.Contracts;
using RealtimeGov.Protos;

namespace RealtimeGov.Cluster.Grains;

/// <summary>A grid can be watched like the regions above it.</summary>
internal interface IGridGrain : IGrid, IRegion, IGrainWithStringKey;

internal interface IIssueGrain : IIssue, IGrainWithStringKey;

internal interface IStewardGrain : ISteward, IGrainWithStringKey;

internal interface IRegionGrain : IRegion, IGrainWithStringKey;

internal interface ITownGrain : ITown, IGrainWithStringKey;

internal interface IPlacementGrain : IPlacement, IGrainWithStringKey;

/// <summary>One silo, by its name: it always runs there.</summary>
internal interface ISiloGrain : IGrainWithStringKey
{
    Task<SiloReport> Report();

    /// <summary>What was durable before the call decides from then on where the silo's actors live.</summary>
    Task RefreshPlacement();

    /// <summary>What was durable before the call is what the silo's actors know of the town.</summary>
    Task RefreshTown();

    /// <summary>That silo ends: nobody is to live there any more.</summary>
    Task Leaves(SiloAddress silo);

    /// <summary>Whether one of that name is on its way out and not gone yet.</summary>
    Task<bool> IsParting(GrainId actor);

    /// <summary>Whether a word from this silo reaches that ear.</summary>
    Task<bool> Reaches(string ear);
}

/// <summary>A gateway's ear, in the gateway's process.</summary>
internal interface IGatewayObserver : IGrainObserver
{
    Task Push(DaySummary summary);
}

/// <summary>What a silo tells of itself.</summary>
/// <param name="ReportsPerSecond">By grid, decided here over the last half minute.</param>
/// <param name="Actors">In memory.</param>
/// <param name="Grids">In memory.</param>
[GenerateSerializer]
internal sealed record SiloReport(
    [property: Id(0)] Dictionary<string, double> ReportsPerSecond, [property: Id(1)] uint Actors, [property: Id(2)] List<string> Grids);

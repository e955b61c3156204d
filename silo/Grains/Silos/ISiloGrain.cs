using Orleans;
using Orleans.Runtime;

namespace RealtimeGov.Grains.Silos;

/// <summary>One silo, by its name: it always runs there.</summary>
public interface ISiloGrain : IGrainWithStringKey
{
    Task<SiloReport> Report();

    /// <summary>Tells that the placement has changed; from the answer on it decides where the silo's grains live.</summary>
    Task RefreshPlacement();

    /// <summary>Tells that the town has changed; from the answer on the silo's grains know it.</summary>
    Task RefreshTown();

    /// <summary>A gateway has desks open: what happens to issues here is told to it, for a while.</summary>
    Task WatchDesk(string observer);

    /// <summary>That silo ends: nobody is to live there any more.</summary>
    Task Leaves(SiloAddress silo);

    /// <summary>Whether one of that name is on its way out and not gone yet.</summary>
    Task<bool> IsParting(GrainId grain);

    /// <summary>Whether a word from this silo reaches that observer.</summary>
    Task<bool> Reaches(string observer);
}

/// <summary>What a silo tells of itself.</summary>
/// <param name="ReportsPerSecond">By grid, decided here over the last half minute.</param>
/// <param name="Awake">Grains in memory.</param>
/// <param name="Grids">In memory.</param>
[GenerateSerializer]
public sealed record SiloReport(
    [property: Id(0)] Dictionary<string, double> ReportsPerSecond, [property: Id(1)] uint Awake, [property: Id(2)] List<string> Grids);

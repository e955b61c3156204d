using RealtimeGov.Devices.Http;

namespace RealtimeGov.Devices.Demo.Show;

/// <summary>What the show asks of the town's administration (docs/contracts/admin.md). A refusal is a <see cref="GatewayHttpException"/> with its code.</summary>
public interface IAdministrator
{
    /// <summary>Where everything runs now.</summary>
    Task<TownPlacement> PlacementAsync(CancellationToken cancellation);

    Task DrainAsync(string silo, CancellationToken cancellation);

    Task RefillAsync(string silo, CancellationToken cancellation);

    /// <summary>Moves a grid, without a pin.</summary>
    Task MoveAsync(string grid, string silo, CancellationToken cancellation);

    /// <summary>Plans a rebalance; nothing changes.</summary>
    Task<RebalancePlan> PlanAsync(CancellationToken cancellation);

    Task ApplyAsync(RebalancePlan plan, CancellationToken cancellation);
}

/// <param name="Silos">In the order of their names.</param>
/// <param name="Grids">In the tree's order.</param>
public sealed record TownPlacement(IReadOnlyList<PlacedSilo> Silos, IReadOnlyList<PlacedGrid> Grids);

/// <param name="State">live, draining, dead.</param>
public sealed record PlacedSilo(string Name, string State, int Grids);

public sealed record PlacedGrid(string Code, string Name, string Silo, bool Pinned, double ReportsPerSecond);

/// <summary>A plan as the server made it, to be given back as it is.</summary>
/// <param name="Moves">Grids that would move.</param>
/// <param name="Before">The most loaded silo over the mean; 1 is even.</param>
/// <param name="After">The same as predicted.</param>
public sealed record RebalancePlan(int Moves, double Before, double After, string Json);

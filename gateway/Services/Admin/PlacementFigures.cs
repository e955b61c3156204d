using RealtimeGov.Gateway.Days;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Admin;

/// <summary>The placement as HTTP and the hub show it; docs/contracts/admin.md names the fields.</summary>
internal sealed record PlacementFigures(ulong Version, string At, IReadOnlyList<SiloFigure> Silos, IReadOnlyList<PlacedGrid> Grids)
{
    public static PlacementFigures From(Placement placement) => new(
        placement.Version, Iso.Time(placement.At.ToDateTimeOffset()),
        [.. placement.Silos.Select(SiloFigure.From)], [.. placement.Grids.Select(PlacedGrid.From)]);

    /// <summary>A rate to the hundredth: a frame holds one for each grid.</summary>
    public static double Rounded(double perSecond) => Math.Round(perSecond, 2);
}

internal sealed record SiloFigure(string Name, string State, double Weight, uint Grids, double ReportsPerSecond, uint Grains)
{
    public static SiloFigure From(SiloLoad silo) => new(
        silo.Name, StateOf(silo.State), silo.Weight, silo.Grids, PlacementFigures.Rounded(silo.ReportsPerSecond), silo.Grains);

    private static string StateOf(SiloState state) => state switch
    {
        SiloState.Live => "live",
        SiloState.Draining => "draining",
        SiloState.Dead => "dead",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "a silo without a state"),
    };
}

internal sealed record PlacedGrid(string Code, string Name, string Silo, bool Pinned, double ReportsPerSecond, bool Moving)
{
    public static PlacedGrid From(GridLoad grid) => new(
        grid.Code, grid.Name, grid.Silo, grid.Pinned, PlacementFigures.Rounded(grid.ReportsPerSecond), grid.Moving);
}

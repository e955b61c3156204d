namespace RealtimeGov.Domain.Placement;

/// <summary>A grid as a planner sees it.</summary>
/// <param name="Silo">Where it runs; null while no silo lives.</param>
/// <param name="Load">What it weighs, above 0; see <see cref="Of"/>.</param>
public readonly record struct LoadedGrid(string Grid, string? Silo, bool IsPinned, double Load)
{
    /// <summary>A grid costs a little for existing - a snapshot, a push now and then - as much as so many reports a second.</summary>
    public const double ForExisting = 0.1;

    public static double Of(double reportsPerSecond) => reportsPerSecond + ForExisting;
}

using System.Collections.Concurrent;

namespace RealtimeGov.Grains.Placement;

/// <summary>Each grid's rate of decided reports. It outlives the grid's moves within the process: a grid that moved weighs what it weighed.</summary>
public sealed class GridLoads(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, RateWindow> rates = new(StringComparer.Ordinal); // as many as there are grids

    public RateWindow Of(string grid) => rates.GetOrAdd(grid, static (_, time) => new RateWindow(time), time);

    /// <summary>Those that are not still.</summary>
    public IReadOnlyDictionary<string, double> PerSecond() =>
        rates.Select(rate => (rate.Key, rate.Value.PerSecond)).Where(rate => rate.PerSecond > 0).ToDictionary(rate => rate.Key, rate => rate.PerSecond);
}

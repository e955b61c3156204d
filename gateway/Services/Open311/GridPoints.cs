using System.Collections.Concurrent;
using RealtimeGov.Domain.Regions;
using RealtimeGov.Gateway.Regions;

namespace RealtimeGov.Gateway.Open311;

/// <summary>A position that stands for each grid: where something was reported is told no nearer than that.</summary>
internal sealed class GridPoints
{
    private volatile Known? current;

    /// <summary>WGS84 degrees; null of a grid without a polygon, and of one that is no more.</summary>
    public (double Latitude, double Longitude)? Of(string grid, TreeOfDay tree)
    {
        var known = current;
        if (known?.Tree != tree) current = known = new Known(tree);
        return known.Points.GetOrAdd(grid, code => tree.Find(code) is { Geometry.Length: > 0 } region ? GridPlaces.PointIn(region) : null);
    }

    private sealed record Known(TreeOfDay Tree)
    {
        public ConcurrentDictionary<string, (double, double)?> Points { get; } = new(StringComparer.Ordinal);
    }
}

namespace RealtimeGov.Domain.Routing;

/// <summary>The polygons of the grids. Immutable, and safe from any thread.</summary>
public interface IPlaces
{
    /// <summary>The grid that holds a position in WGS84 degrees, or null outside every polygon. The same answer every time, borders included.</summary>
    string? GridAt(double latitude, double longitude);
}

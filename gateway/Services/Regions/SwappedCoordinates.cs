using NetTopologySuite.Geometries;

namespace RealtimeGov.Gateway.Regions;

/// <summary>
/// Finds the grids that lie far from the others, and among them once latitude and longitude are exchanged. Where most of a
/// file is exchanged and still on the earth, nothing in the file says so.
/// </summary>
internal static class SwappedCoordinates
{
    /// <summary>Two cannot say which of them is right.</summary>
    private const int GridsMin = 3;

    /// <summary>No town is so large.</summary>
    private const double FarDegrees = 2;

    public static IEnumerable<GridArea> Among(IReadOnlyCollection<GridArea> grids)
    {
        if (grids.Count < GridsMin) return [];
        var centres = grids.Select(Centre).ToList();
        var middle = new Coordinate(Median(centres.Select(c => c.X)), Median(centres.Select(c => c.Y)));
        return grids.Where(grid => Centre(grid) is var centre
            && centre.Distance(middle) > FarDegrees && new Coordinate(centre.Y, centre.X).Distance(middle) < FarDegrees);
    }

    private static Coordinate Centre(GridArea grid) => grid.Polygons[0].EnvelopeInternal.Centre;

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);
}

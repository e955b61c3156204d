using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Valid;

namespace RealtimeGov.Gateway.Regions;

/// <summary>What an area must be by itself, so that of every position it can be said whether it lies inside.</summary>
internal static class AreaRules
{
    private const double HalfTurn = 180, QuarterTurn = 90, FullTurn = 360;

    /// <exception cref="RegionFileException">It is none, and where.</exception>
    public static void Check(Polygon[] polygons, string code, RegionFilePlace place)
    {
        if (polygons.All(polygon => polygon.IsEmpty)) throw RegionFileError.Of(RegionFileError.GeometryEmpty, place, code);
        foreach (var polygon in polygons)
        {
            CheckRange(polygon.Coordinates, code, place);
            if (IsAcross180(polygon.ExteriorRing.Coordinates)) throw RegionFileError.Of(RegionFileError.Across180, place, code);
            if (new IsValidOp(polygon).ValidationError is { } wrong)
                throw RegionFileError.Of(RegionFileError.AreaInvalid, place, code, where: wrong.Coordinate, why: AreaFaultWords.Of(wrong.ErrorType));
            // Valid by the letter: a corner or a line of no extent.
            if (polygon.Area == 0) throw RegionFileError.Of(RegionFileError.GeometryEmpty, place, code);
        }
    }

    private static void CheckRange(Coordinate[] positions, string code, RegionFilePlace place)
    {
        if (positions.FirstOrDefault(p => !IsInRange(p.X, p.Y)) is not { } outside) return;
        // Latitudes and longitudes in turn: the other way round every one of them is a position.
        var isSwapped = positions.All(p => IsInRange(p.Y, p.X));
        var isAcross = !isSwapped && positions.All(p => Math.Abs(p.X) <= FullTurn && Math.Abs(p.Y) <= QuarterTurn);
        throw RegionFileError.Of(
            isSwapped ? RegionFileError.Swapped : isAcross ? RegionFileError.Across180 : RegionFileError.CoordinateRange, place, code, where: outside);
    }

    private static bool IsInRange(double longitude, double latitude) => Math.Abs(longitude) <= HalfTurn && Math.Abs(latitude) <= QuarterTurn;

    // From one position to the next by more than half the earth is the long way round.
    private static bool IsAcross180(Coordinate[] ring) => ring.Zip(ring.Skip(1)).Any(side => Math.Abs(side.First.X - side.Second.X) > HalfTurn);
}

/// <summary>NetTopologySuite's kinds of invalidity in words of a map.</summary>
internal static class AreaFaultWords
{
    /// <summary>Goes on after "the area of G3".</summary>
    public static (string English, string Chinese) Of(TopologyValidationErrors kind) => kind switch
    {
        TopologyValidationErrors.HoleOutsideShell => ("has a hole outside of itself", "的洞在边界之外"),
        TopologyValidationErrors.NestedHoles => ("has a hole within a hole", "的洞中有洞"),
        TopologyValidationErrors.DisconnectedInteriors => ("is cut into pieces by its holes", "被洞分割成几块"),
        TopologyValidationErrors.TooFewPoints => ("is a point or a line", "只是一个点或一条线"),
        TopologyValidationErrors.DuplicateRings => ("has the same ring twice", "的同一个环出现两次"),
        _ => ("crosses itself, or runs along itself", "的边界自相交或自相重叠"),
    };
}

using System.Text.Json;
using NetTopologySuite.Geometries;

namespace RealtimeGov.Gateway.Regions;

/// <summary>Reads a GeoJSON Polygon or MultiPolygon, holes included, into polygons in WGS84.</summary>
internal static class AreaReader
{
    /// <summary>RFC 7946, section 3.1.6: a ring has four positions or more, the last of which is the first.</summary>
    private const int RingPositionsMin = 4;

    private static readonly GeometryFactory Factory = new(new PrecisionModel(), srid: 4326);

    /// <exception cref="RegionFileException">It is not such a geometry; the place is <paramref name="place"/>.</exception>
    public static Polygon[] Read(JsonElement geometry, CoordinateSystem system, RegionFilePlace place)
    {
        if (geometry.ValueKind is not JsonValueKind.Object
            || !geometry.TryGetProperty("type", out var type) || type.ValueKind is not JsonValueKind.String)
            throw RegionFileError.Of(RegionFileError.GeometryType, place);
        var isOne = type.ValueEquals("Polygon");
        if (!isOne && !type.ValueEquals("MultiPolygon")) throw RegionFileError.Of(RegionFileError.GeometryType, place);
        if (!geometry.TryGetProperty("coordinates", out var coordinates))
            throw RegionFileError.Of(RegionFileError.GeometryMalformed, place);
        return isOne
            ? [PolygonOf(coordinates, system, place)]
            : [.. Items(coordinates, place).Select(polygon => PolygonOf(polygon, system, place))];
    }

    private static Polygon PolygonOf(JsonElement rings, CoordinateSystem system, RegionFilePlace place)
    {
        LinearRing[] read = [.. Items(rings, place).Select(ring => RingOf(ring, system, place))];
        return Factory.CreatePolygon(read[0], read[1..]);
    }

    private static LinearRing RingOf(JsonElement positions, CoordinateSystem system, RegionFilePlace place)
    {
        Coordinate[] ring = [.. Items(positions, place).Select(position => PositionOf(position, place))];
        if (ring.Length < RingPositionsMin) throw RegionFileError.Of(RegionFileError.RingShort, place);
        if (!ring[0].Equals2D(ring[^1])) throw RegionFileError.Of(RegionFileError.RingOpen, place);
        if (system is CoordinateSystem.Gcj02)
            for (var at = 0; at < ring.Length; at++) ring[at] = Unshifted(ring[at]);
        return Factory.CreateLinearRing(ring);
    }

    // Heights and what else may follow are left out.
    private static Coordinate PositionOf(JsonElement position, RegionFilePlace place)
    {
        if (position.ValueKind is not JsonValueKind.Array || position.GetArrayLength() < 2
            || position[0].ValueKind is not JsonValueKind.Number || position[1].ValueKind is not JsonValueKind.Number)
            throw RegionFileError.Of(RegionFileError.GeometryMalformed, place);
        // A number too large for a double reads as infinite.
        double longitude = position[0].GetDouble(), latitude = position[1].GetDouble();
        return longitude is >= -180 and <= 180 && latitude is >= -90 and <= 90
            ? new Coordinate(longitude, latitude)
            : throw RegionFileError.Of(RegionFileError.CoordinateRange, place);
    }

    // A millimetre: the digits behind it would be the iteration's, not the map's.
    private static Coordinate Unshifted(Coordinate shifted)
    {
        var (longitude, latitude) = Gcj02.ToWgs84(shifted.X, shifted.Y);
        return new Coordinate(Math.Round(longitude, 8), Math.Round(latitude, 8));
    }

    private static JsonElement.ArrayEnumerator Items(JsonElement array, RegionFilePlace place) =>
        array.ValueKind is JsonValueKind.Array && array.GetArrayLength() > 0
            ? array.EnumerateArray()
            : throw RegionFileError.Of(RegionFileError.GeometryMalformed, place);
}

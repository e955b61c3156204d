using System.Text.Json;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.IO.Converters;

namespace RealtimeGov.Gateway.Regions;

/// <summary>Areas as GeoJSON (RFC 7946), read and written by NetTopologySuite; coordinates in WGS84, without heights.</summary>
internal static class AreaJson
{
    private static readonly GeometryFactory Factory = new(new PrecisionModel(), srid: 4326);

    // As it is: a ring that is turned would be another text, and the region an edited one.
    private static readonly JsonSerializerOptions Options = new()
    {
        Converters = { new GeoJsonConverterFactory(Factory, writeGeometryBBox: false, GeoJsonConverterFactory.DefaultIdPropertyName, RingOrientationOption.DoNotModify) },
    };

    /// <summary>The polygons of a Polygon or MultiPolygon, holes included; whether they make an area, <see cref="AreaRules"/> says.</summary>
    /// <exception cref="RegionFileException">It is no such geometry; the place is <paramref name="place"/>.</exception>
    public static Polygon[] Read(JsonElement geometry, CoordinateSystem system, string code, RegionFilePlace place)
    {
        if (geometry.ValueKind is not JsonValueKind.Object
            || !geometry.TryGetProperty("type", out var type) || type.ValueKind is not JsonValueKind.String
            || !(type.ValueEquals("Polygon") || type.ValueEquals("MultiPolygon")))
            throw RegionFileError.Of(RegionFileError.GeometryType, place, code);
        try
        {
            var read = new GeometryEditor(Factory).Edit(geometry.Deserialize<Geometry>(Options)!, new Flat(system));
            return [.. Enumerable.Range(0, read.NumGeometries).Select(at => (Polygon)read.GetGeometryN(at))];
        }
        catch (JsonException malformed)
        {
            throw RegionFileError.Of(RegionFileError.GeometryMalformed, place, code, malformed);
        }
        catch (ArgumentException noRing)
        {
            throw RegionFileError.Of(HasShortRing(geometry.GetProperty("coordinates")) ? RegionFileError.RingShort : RegionFileError.RingOpen, place, code, noRing);
        }
    }

    /// <summary>As it is stored: a Polygon where there is one, else a MultiPolygon.</summary>
    public static string Write(Polygon[] polygons) =>
        JsonSerializer.Serialize<Geometry>(polygons.Length == 1 ? polygons[0] : Factory.CreateMultiPolygon(polygons), Options);

    // Two positions make no ring, closed or not.
    private static bool HasShortRing(JsonElement rings) =>
        rings[0].ValueKind is JsonValueKind.Array && (IsRing(rings) ? rings.GetArrayLength() < 3 : rings.EnumerateArray().Any(HasShortRing));

    private static bool IsRing(JsonElement rings) => rings[0].ValueKind is JsonValueKind.Array && rings[0][0].ValueKind is JsonValueKind.Number;

    private sealed class Flat(CoordinateSystem system) : GeometryEditor.CoordinateOperation
    {
        public override Coordinate[] Edit(Coordinate[] coordinates, Geometry geometry) => [.. coordinates.Select(Of)];

        // A millimetre: the digits behind it would be the iteration's, not the map's.
        private Coordinate Of(Coordinate read)
        {
            if (system is CoordinateSystem.Wgs84) return new Coordinate(read.X, read.Y);
            var (longitude, latitude) = Gcj02.ToWgs84(read.X, read.Y);
            return new Coordinate(Math.Round(longitude, 8), Math.Round(latitude, 8));
        }
    }
}

using System.Buffers;
using System.Text.Json;
using RealtimeGov.Domain.Regions;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Regions;

/// <summary>Writes GeoJSON (RFC 7946).</summary>
public static class GeoJson
{
    private static readonly JsonWriterOptions Compact = new() { SkipValidation = true };

    /// <summary>
    /// The grids below a region as a FeatureCollection, properties <c>code</c>, <c>name</c>, <c>parent</c>; a grid that
    /// has no polygon has the geometry null. Empty for an unknown region.
    /// </summary>
    public static void WriteGrids(IBufferWriter<byte> output, TreeOfDay tree, string regionCode) =>
        WriteCollection(output, tree.GridsBelow(regionCode).Select(code => tree.Find(code)!));

    /// <summary>A FeatureCollection of any regions, in their order.</summary>
    public static void WriteCollection(IBufferWriter<byte> output, IEnumerable<Region> regions)
    {
        using var json = new Utf8JsonWriter(output, Compact);
        json.WriteStartObject();
        json.WriteString("type", "FeatureCollection");
        json.WriteStartArray("features");
        foreach (var region in regions) WriteFeature(json, region);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteFeature(Utf8JsonWriter json, Region region)
    {
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WriteStartObject("properties");
        json.WriteString("code", region.Code);
        json.WriteString("name", region.Name.Length > 0 ? region.Name : region.Code);
        json.WriteString("parent", region.Parent);
        json.WriteEndObject();
        json.WritePropertyName("geometry");
        // Stored geometries were written by AreaJson, or read by it when the index of polygons was built.
        if (region.Geometry.Length > 0) json.WriteRawValue(region.Geometry, skipInputValidation: true);
        else json.WriteNullValue();
        json.WriteEndObject();
    }
}

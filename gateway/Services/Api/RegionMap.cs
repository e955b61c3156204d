using System.Buffers;
using System.Text.Json;
using RealtimeGov.Domain.Regions;

namespace RealtimeGov.Gateway.Api;

/// <summary>The grids below a region as GeoJSON (RFC 7946), in the order of the tree.</summary>
internal static class RegionMap
{
    public const string ContentType = "application/geo+json";

    public static ReadOnlyMemory<byte> Write(string region, TreeOfDay tree)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = Days.GatewayJson.Options.Encoder }))
        {
            json.WriteStartObject();
            json.WriteString("type", "FeatureCollection");
            json.WriteStartArray("features");
            foreach (var code in tree.GridsBelow(region)) Write(json, code, tree);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static void Write(Utf8JsonWriter json, string code, TreeOfDay tree)
    {
        var grid = tree.Find(code)!;
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WriteStartObject("properties");
        json.WriteString("code", code);
        json.WriteString("name", tree.NameOf(code));
        json.WriteString("parent", grid.Parent);
        json.WriteEndObject();
        json.WritePropertyName("geometry");
        // A grid without a polygon is listed all the same: GeoJSON calls it unlocated.
        if (grid.Geometry.Length == 0) json.WriteNullValue();
        else json.WriteRawValue(grid.Geometry);
        json.WriteEndObject();
    }
}

using System.Text.Json;
using NetTopologySuite.Geometries;
using RealtimeGov.Domain.Regions;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Regions;

/// <summary>Reads one feature of a region file.</summary>
internal sealed class FeatureReader(RegionFileOptions options, CoordinateSystem systemOfFile)
{
    /// <exception cref="RegionFileException">It is no feature with the properties that a region needs.</exception>
    public RegionFeature Read(JsonElement feature, int index)
    {
        var place = new RegionFilePlace(Feature: index);
        if (!IsFeature(feature)) throw RegionFileError.Of(RegionFileError.NoFeature, place);
        if (!feature.TryGetProperty("properties", out var properties) || properties.ValueKind is not JsonValueKind.Object)
            throw RegionFileError.Of(RegionFileError.PropertyMissing, place with { Property = options.CodeProperty });
        var code = Required(properties, options.CodeProperty, place);
        var area = Area(feature, properties, code, place);
        return new RegionFeature(index, new Region
        {
            Code = code,
            Name = Required(properties, options.NameProperty, place),
            Kind = Optional(properties, "kind", place) is { Length: > 0 } kind ? kind : RegionKind.Grid,
            Parent = Optional(properties, options.ParentProperty, place),
            TimeZone = Optional(properties, "timeZone", place),
            Geometry = area.Length == 0 ? "" : AreaJson.Write(area),
        }, area);
    }

    private static bool IsFeature(JsonElement feature) =>
        feature.ValueKind is JsonValueKind.Object
        && feature.TryGetProperty("type", out var type) && type.ValueKind is JsonValueKind.String && type.ValueEquals("Feature");

    private static string Required(JsonElement properties, string name, RegionFilePlace place) =>
        Optional(properties, name, place) is { Length: > 0 } value
            ? value
            : throw RegionFileError.Of(RegionFileError.PropertyMissing, place with { Property = name });

    private static string Optional(JsonElement properties, string name, RegionFilePlace place)
    {
        if (!properties.TryGetProperty(name, out var value)) return "";
        return value.ValueKind switch
        {
            JsonValueKind.Null => "",
            JsonValueKind.String => value.GetString()!.Trim(),
            JsonValueKind.Number => value.GetRawText(),
            _ => throw RegionFileError.Of(RegionFileError.PropertyMalformed, place with { Property = name }),
        };
    }

    private Polygon[] Area(JsonElement feature, JsonElement properties, string code, RegionFilePlace place)
    {
        if (!feature.TryGetProperty("geometry", out var geometry) || geometry.ValueKind is JsonValueKind.Null) return [];
        var system = systemOfFile;
        if (properties.TryGetProperty("crs", out var crs))
            system = CoordinateSystems.TryRead(crs, out var own)
                ? own ?? systemOfFile
                : throw RegionFileError.Of(RegionFileError.CrsUnknown, place with { Property = "crs" });
        var here = place with { Property = "geometry" };
        var area = AreaJson.Read(geometry, system, code, here);
        AreaRules.Check(area, code, here);
        return area;
    }
}

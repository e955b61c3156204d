using System.Text.Json;

namespace RealtimeGov.Gateway.Regions;

/// <summary>The coordinate systems a region file may be in.</summary>
internal enum CoordinateSystem
{
    /// <summary>WGS84, or CGCS2000, which differs from it by centimetres.</summary>
    Wgs84,
    Gcj02,
}

internal static class CoordinateSystems
{
    /// <summary>
    /// What a <c>crs</c> says: text, or the named object of the GeoJSON of 2008. Null where there is none; false where
    /// it is none that is known.
    /// </summary>
    public static bool TryRead(JsonElement crs, out CoordinateSystem? system)
    {
        system = null;
        if (crs.ValueKind is JsonValueKind.Null) return true;
        if (crs.ValueKind is JsonValueKind.Object
            && (!crs.TryGetProperty("properties", out var properties) || properties.ValueKind is not JsonValueKind.Object
                || !properties.TryGetProperty("name", out crs))) return false;
        if (crs.ValueKind is not JsonValueKind.String) return false;
        system = crs.GetString()!.ToUpperInvariant().Replace("-", "").Replace("::", ":") switch
        {
            "GCJ02" => CoordinateSystem.Gcj02,
            "WGS84" or "CRS84" or "OGC:CRS84" or "URN:OGC:DEF:CRS:OGC:1.3:CRS84" or "URN:OGC:DEF:CRS:OGC:CRS84"
                or "EPSG:4326" or "URN:OGC:DEF:CRS:EPSG:4326" => CoordinateSystem.Wgs84,
            "CGCS2000" or "EPSG:4490" or "URN:OGC:DEF:CRS:EPSG:4490" => CoordinateSystem.Wgs84,
            _ => null,
        };
        return system is not null;
    }
}

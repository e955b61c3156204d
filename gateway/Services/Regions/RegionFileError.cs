namespace RealtimeGov.Gateway.Regions;

/// <summary>The ways in which a region file can be wrong before its tree is looked at.</summary>
public static class RegionFileError
{
    public const string TooLarge = "file_too_large";
    public const string NotUtf8 = "not_utf8";
    public const string JsonMalformed = "json_malformed";
    public const string HalfCharacter = "half_character";
    public const string NoCollection = "not_a_feature_collection";
    public const string TooManyFeatures = "too_many_features";
    public const string NoFeature = "not_a_feature";
    public const string PropertyMissing = "property_missing";
    public const string PropertyMalformed = "property_malformed";
    public const string CrsUnknown = "crs_unknown";
    public const string GeometryType = "geometry_type";
    public const string GeometryMalformed = "geometry_malformed";
    public const string RingOpen = "ring_open";
    public const string RingShort = "ring_short";
    public const string CoordinateRange = "coordinate_range";
    public const string ReferenceToNowhere = "parent_without_root";

    internal static RegionFileException Of(string error, RegionFilePlace place, Exception? inner = null)
    {
        var (english, chinese) = Texts(error, place.Property ?? "");
        return new RegionFileException(error, english, chinese, place, inner);
    }

    private static (string English, string Chinese) Texts(string error, string property) => error switch
    {
        TooLarge => ($"it is larger than {RegionFile.BytesMax >> 20} MB.", $"超过 {RegionFile.BytesMax >> 20} MB。"),
        NotUtf8 => ("it is not UTF-8 here.", "此处不是 UTF-8 编码。"),
        JsonMalformed => ("the JSON is malformed here.", "此处 JSON 格式有误。"),
        HalfCharacter => ("an escape stands for half a surrogate pair.", "此处转义不是完整的字符。"),
        NoCollection => ("it is no GeoJSON FeatureCollection.", "不是 GeoJSON FeatureCollection。"),
        TooManyFeatures => ($"it has more than {RegionFile.FeaturesMax} features.", $"要素超过 {RegionFile.FeaturesMax} 个。"),
        NoFeature => ("this is no GeoJSON Feature.", "不是 GeoJSON Feature。"),
        PropertyMissing => ($"the property '{property}' is missing.", $"缺少属性“{property}”。"),
        PropertyMalformed => ($"the property '{property}' must be text or a number.", $"属性“{property}”应为文字或数字。"),
        CrsUnknown => ("the coordinate system must be WGS84, CGCS2000 or GCJ-02.", "坐标系应为 WGS84、CGCS2000 或 GCJ-02。"),
        GeometryType => ("the geometry must be a Polygon or a MultiPolygon.", "几何类型应为 Polygon 或 MultiPolygon。"),
        GeometryMalformed => ("the coordinates are not nested as the geometry's type wants.", "坐标的层次与几何类型不符。"),
        RingOpen => ("a ring does not end where it starts.", "环未闭合：首尾坐标不同。"),
        RingShort => ("a ring has fewer than four positions.", "环的坐标少于四个。"),
        CoordinateRange => ("a coordinate is not finite or outside longitude -180 to 180, latitude -90 to 90.",
            "坐标非有限数，或超出经度 -180 至 180、纬度 -90 至 90。"),
        _ => ("a parent has no feature, and there is no root to put it under: name one with the root option.",
            "上级没有对应要素，且没有根区划：请用 root 选项指定。"),
    };
}

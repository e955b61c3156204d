using System.Globalization;
using NetTopologySuite.Geometries;

namespace RealtimeGov.Gateway.Regions;

/// <summary>The ways in which a region file can be wrong before its tree is looked at.</summary>
public static class RegionFileError
{
    public const string TooLarge = "file_too_large";
    public const string NotUtf8 = "not_utf8";
    public const string JsonMalformed = "json_malformed";
    public const string HalfCharacter = "half_character";
    public const string MemberTwice = "member_twice";
    public const string NoCollection = "not_a_feature_collection";
    public const string TooManyFeatures = "too_many_features";
    public const string NoFeature = "not_a_feature";
    public const string PropertyMissing = "property_missing";
    public const string PropertyMalformed = "property_malformed";
    public const string CrsUnknown = "crs_unknown";
    public const string GeometryType = "geometry_type";
    public const string GeometryMalformed = "geometry_malformed";
    public const string GeometryEmpty = "geometry_empty";
    public const string RingOpen = "ring_open";
    public const string RingShort = "ring_short";
    public const string CoordinateRange = "coordinate_range";
    public const string Swapped = "coordinates_swapped";
    public const string Across180 = "across_180";
    public const string AreaInvalid = "area_invalid";
    public const string Overlap = "areas_overlap";
    public const string ReferenceToNowhere = "parent_without_root";

    /// <param name="error">One of the above.</param>
    /// <param name="code">The feature's, or the member's that is named twice.</param>
    /// <param name="where">The position that is at fault.</param>
    /// <param name="why">Goes on after "the area of G3".</param>
    internal static RegionFileException Of(
        string error, RegionFilePlace place, string code = "", Exception? inner = null, Coordinate? where = null, (string English, string Chinese) why = default)
    {
        var (english, chinese) = Texts(error, place.Property ?? "", code, where ?? new Coordinate(), why);
        return new RegionFileException(new RegionFault(error, english, chinese, place), inner);
    }

    internal static RegionFault Overlapping(SharedGround shared)
    {
        var (one, other) = (shared.One.Code, shared.Other.Code);
        var (english, chinese) = At(shared.Place);
        return new RegionFault(Overlap,
            $"{one} and {other} (features[{shared.One.Feature}]) overlap by {M2(shared.AreaM2)} m2 at {english}: a position there has no answer.",
            $"{one} 与 {other}（features[{shared.One.Feature}]）重叠 {M2(shared.AreaM2)} 平方米，位于{chinese}：该处的位置无法判定归属。",
            new RegionFilePlace(Feature: shared.Other.Feature, Property: "geometry"));
    }

    /// <summary>Of an area: to the whole square metre.</summary>
    internal static string M2(double areaM2) => areaM2.ToString("N0", CultureInfo.InvariantCulture);

    internal static (string English, string Chinese) At(Coordinate place) => (
        FormattableString.Invariant($"longitude {place.X:0.######}, latitude {place.Y:0.######}"),
        FormattableString.Invariant($"经度 {place.X:0.######}、纬度 {place.Y:0.######}"));

    private static (string English, string Chinese) Texts(
        string error, string property, string code, Coordinate where, (string English, string Chinese) why)
    {
        var (at, atZh) = At(where);
        return error switch
        {
            TooLarge => ($"it is larger than {RegionFile.BytesMax >> 20} MB.", $"超过 {RegionFile.BytesMax >> 20} MB。"),
            NotUtf8 => ("it is not UTF-8 here.", "此处不是 UTF-8 编码。"),
            JsonMalformed => ("the JSON is malformed here.", "此处 JSON 格式有误。"),
            HalfCharacter => ("an escape stands for half a surrogate pair.", "此处转义不是完整的字符。"),
            MemberTwice => ($"the member '{code}' stands here a second time.", $"成员“{code}”在此处第二次出现。"),
            NoCollection => ("it is no GeoJSON FeatureCollection.", "不是 GeoJSON FeatureCollection。"),
            TooManyFeatures => ($"it has more than {RegionFile.FeaturesMax} features.", $"要素超过 {RegionFile.FeaturesMax} 个。"),
            NoFeature => ("this is no GeoJSON Feature.", "不是 GeoJSON Feature。"),
            PropertyMissing => ($"the property '{property}' is missing.", $"缺少属性“{property}”。"),
            PropertyMalformed => ($"the property '{property}' must be text or a number.", $"属性“{property}”应为文字或数字。"),
            CrsUnknown => ("the coordinate system must be WGS84, CGCS2000 or GCJ-02.", "坐标系应为 WGS84、CGCS2000 或 GCJ-02。"),
            GeometryType => ($"the geometry of {code} must be a Polygon or a MultiPolygon.", $"{code} 的几何类型应为 Polygon 或 MultiPolygon。"),
            GeometryMalformed => ($"the coordinates of {code} are not nested as the geometry's type wants.", $"{code} 的坐标层次与几何类型不符。"),
            GeometryEmpty => ($"the area of {code} is empty: leave the geometry out (null) if it has none.", $"{code} 的面积为零：没有范围时几何应为 null。"),
            RingOpen => ($"a ring of {code} does not end where it starts.", $"{code} 的环未闭合：首尾坐标不同。"),
            RingShort => ($"a ring of {code} has fewer than four positions.", $"{code} 的环坐标少于四个。"),
            CoordinateRange => ($"a coordinate of {code} is not finite or outside longitude -180 to 180, latitude -90 to 90: {at}.",
                $"{code} 的坐标非有限数，或超出经度 -180 至 180、纬度 -90 至 90：{atZh}。"),
            Swapped => ($"latitude and longitude of {code} look exchanged at {at}: GeoJSON has the longitude first.",
                $"{code} 的经纬度似乎颠倒（{atZh}）：GeoJSON 先写经度。"),
            Across180 => ($"the area of {code} runs across longitude 180: cut it there into a MultiPolygon of two.",
                $"{code} 的范围跨越 180 度经线：请在该处切分为两部分的 MultiPolygon。"),
            AreaInvalid => ($"the area of {code} {why.English} at {at}.", $"{code} {why.Chinese}，位于{atZh}。"),
            _ => ("a parent has no feature, and there is no root to put it under: name one with the root option.",
                "上级没有对应要素，且没有根区划：请用 root 选项指定。"),
        };
    }
}

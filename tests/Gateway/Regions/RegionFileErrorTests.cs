using System.Text;
using RealtimeGov.Gateway.Regions;
using static RealtimeGov.Gateway.Tests.Regions.Geo;

namespace RealtimeGov.Gateway.Tests.Regions;

public sealed class RegionFileErrorTests
{
    private static readonly RegionFileOptions UnderTown = new() { RootCode = "T" };

    private static readonly string Fine = Feature("""{"code":"G1","name":"g"}""", Box(0, 0, 1, 1));

    /// <summary>The second feature, on the second line.</summary>
    public static TheoryData<string, string, string> Features => new()
    {
        { "not_a_feature", "features[1]", "7" },
        { "not_a_feature", "features[1]", """{"type":"Polygon"}""" },
        { "property_missing", "features[1].code", """{"type":"Feature","properties":null,"geometry":null}""" },
        { "property_missing", "features[1].code", Feature("""{"name":"g"}""") },
        { "property_missing", "features[1].code", Feature("""{"code":" ","name":"g"}""") },
        { "property_missing", "features[1].name", Feature("""{"code":"G2"}""") },
        { "property_malformed", "features[1].code", Feature("""{"code":["G2"],"name":"g"}""") },
        { "property_malformed", "features[1].parent", Feature("""{"code":"G2","name":"g","parent":{"adcode":330400}}""") },
        { "crs_unknown", "features[1].crs", Feature("""{"code":"G2","name":"g","crs":"EPSG:3857"}""", Box(0, 0, 1, 1)) },
        { "geometry_type", "features[1].geometry", Grid("""{"type":"Point","coordinates":[1,1]}""") },
        { "geometry_type", "features[1].geometry", Grid("[]") },
        { "geometry_empty", "features[1].geometry", Grid("""{"type":"Polygon"}""") },
        { "geometry_empty", "features[1].geometry", Grid("""{"type":"Polygon","coordinates":[]}""") },
        { "geometry_empty", "features[1].geometry", Grid("""{"type":"MultiPolygon","coordinates":[]}""") },
        { "geometry_malformed", "features[1].geometry", Grid("""{"type":"Polygon","coordinates":[[]]}""") },
        { "geometry_malformed", "features[1].geometry", Grid("""{"type":"MultiPolygon","coordinates":[[[1,1],[2,2],[3,3],[1,1]]]}""") },
        { "geometry_malformed", "features[1].geometry", Grid("""{"type":"Polygon","coordinates":[[[1,"1"],[2,2],[3,3],[1,1]]]}""") },
        { "ring_open", "features[1].geometry", Grid("""{"type":"Polygon","coordinates":[[[1,1],[2,2],[3,1],[1.1,1]]]}""") },
        { "ring_short", "features[1].geometry", Grid("""{"type":"Polygon","coordinates":[[[1,1],[1,1]]]}""") },
        { "area_invalid", "features[1].geometry", Grid("""{"type":"Polygon","coordinates":[[[1,1],[2,2],[1,1]]]}""") },
        { "coordinate_range", "features[1].geometry", Grid("""{"type":"Polygon","coordinates":[[[1,1],[1e999,2],[3,1],[1,1]]]}""") },
        { "coordinate_range", "features[1].geometry", Grid("""{"type":"Polygon","coordinates":[[[91,1],[92,90.1],[93,1],[91,1]]]}""") },
        { "coordinates_swapped", "features[1].geometry", Grid("""{"type":"Polygon","coordinates":[[[1,1],[2,90.1],[3,1],[1,1]]]}""") },
        { "code_malformed", "features[1]", Feature("""{"code":"G.2","name":"g"}""") },
        { "code_twice", "features[1]", Feature("""{"code":"G1","name":"g"}""") },
        { "cycle", "features[1]", Feature("""{"code":"G2","name":"g","parent":"G2"}""") },
        { "grid_with_children", "features[1]", Feature("""{"code":"G2","name":"g","parent":"G1"}""") },
        { "time_zone_unknown", "features[1]", Feature("""{"code":"G2","name":"g","timeZone":"Mars/Olympus"}""") },
        { "name_malformed", "features[1]", Feature("""{"code":"G2","name":"a\u202eb"}""") },
    };

    [Theory]
    [MemberData(nameof(Features))]
    public void A_feature_s_fault_is_named_with_its_place(string code, string path, string feature)
    {
        var refused = Assert.Throws<RegionFileException>(() => Read(Collection(Fine, feature), UnderTown));
        Assert.Equal(code, refused.Code);
        Assert.StartsWith($"Region file line 2, column 1 {path}: ", refused.Message);
        Assert.StartsWith($"区划文件第 2 行第 1 列 {path}：", refused.MessageZh);
    }

    [Theory]
    [InlineData("", 1, 1)]
    [InlineData("{", 1, 2)]
    [InlineData("{\n  \"类\": 1,,\n}", 2, 10)]
    [InlineData("{\"type\":NaN}", 1, 9)]
    [InlineData("{}\n{}", 2, 1)]
    public void Malformed_JSON_is_named_by_line_and_column(string file, int line, int column)
    {
        var refused = Assert.Throws<RegionFileException>(() => Read(file));
        Assert.Equal("json_malformed", refused.Code);
        Assert.Equal(new RegionFilePlace(line, column), refused.Place);
        Assert.Equal($"Region file line {line}, column {column}: the JSON is malformed here.", refused.Message);
        Assert.Equal($"区划文件第 {line} 行第 {column} 列：此处 JSON 格式有误。", refused.MessageZh);
    }

    [Fact]
    public void Another_encoding_is_named_by_line_and_column()
    {
        // 乌 in GB 18030.
        byte[] file = [.. "{\n  \"name\": \""u8, 0xCE, 0xDA, .. "\"}"u8];
        var refused = Assert.Throws<RegionFileException>(() => RegionFile.Read(new MemoryStream(file), new RegionFileOptions()));
        Assert.Equal(("not_utf8", new RegionFilePlace(2, 12)), (refused.Code, refused.Place));
    }

    [Theory]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"\ud800"}}]}""", 80)]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"\udc00ode":1}}]}""", 73)]
    [InlineData("""{"crs":"\ud800x"}""", 8)]
    public void Half_a_character_is_no_text(string file, int column)
    {
        var refused = Assert.Throws<RegionFileException>(() => Read(file, UnderTown));
        Assert.Equal(("half_character", new RegionFilePlace(1, column)), (refused.Code, refused.Place));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"type":"Feature","features":[]}""")]
    [InlineData("""{"type":"FeatureCollection"}""")]
    [InlineData("""{"type":"FeatureCollection","features":{}}""")]
    public void Other_JSON_is_no_region_file(string file) =>
        Assert.Equal("not_a_feature_collection", Assert.Throws<RegionFileException>(() => Read(file)).Code);

    [Fact]
    public void The_file_s_coordinate_system_must_be_known()
    {
        var file = Collection(Fine).Replace("\"features\"", "\"crs\":{\"type\":\"link\"},\"features\"");
        Assert.Equal("crs_unknown", Assert.Throws<RegionFileException>(() => Read(file, UnderTown)).Code);
    }

    [Theory]
    [InlineData("root_missing")]
    [InlineData("parent_without_root", """{"code":"G1","name":"g","parent":"V"}""")]
    [InlineData("root_kind", """{"code":"G1","name":"g"}""")]
    [InlineData("root_twice", """{"code":"A","name":"a","kind":"town"}""", """{"code":"B","name":"b","kind":"town"}""")]
    [InlineData("cycle", """{"code":"A","name":"a","kind":"town","parent":"B"}""", """{"code":"B","name":"b","kind":"town","parent":"A"}""")]
    public void Without_a_root_there_is_no_tree(string code, params string[] properties) =>
        Assert.Equal(code, Assert.Throws<RegionFileException>(() => Read(Collection(properties.Select(p => Feature(p))))).Code);

    [Theory]
    [InlineData("a b", null, "code_malformed")]
    [InlineData("T", "Asia/Wuzhen", "time_zone_unknown")]
    public void Options_are_checked_like_the_file(string root, string? zone, string code)
    {
        var refused = Assert.Throws<RegionFileException>(() => Read(Collection(Fine), new RegionFileOptions { RootCode = root, TimeZone = zone }));
        Assert.Equal((code, RegionFilePlace.File), (refused.Code, refused.Place));
    }

    [Fact]
    public void Features_are_bounded()
    {
        var features = Enumerable.Range(0, 20_001).Select(at => Feature($$"""{"code":"G{{at}}","name":"g"}""")).ToArray();
        Assert.Equal(20_001, Read(Collection(features.Take(20_000)), UnderTown).Count);
        Assert.Equal("too_many_features", Assert.Throws<RegionFileException>(() => Read(Collection(features), UnderTown)).Code);
    }

    [Fact]
    public void Bytes_are_bounded_however_the_stream_ends()
    {
        var refused = Assert.Throws<RegionFileException>(() => RegionFile.Read(new Endless(), UnderTown));
        Assert.Equal("file_too_large", refused.Code);
        Assert.Equal("Region file: it is larger than 64 MB.", refused.Message);
    }

    private static string Grid(string geometry) => Feature("""{"code":"G2","name":"g"}""", geometry);

    /// <summary>Blanks for ever.</summary>
    private sealed class Endless : MemoryStream
    {
        public override int Read(Span<byte> buffer)
        {
            buffer.Fill((byte)' ');
            return buffer.Length;
        }
    }
}

using System.Text;
using RealtimeGov.Gateway.Regions;
using RealtimeGov.Protos;
using static RealtimeGov.Gateway.Tests.Regions.Geo;

namespace RealtimeGov.Gateway.Tests.Regions;

public sealed class RegionFileTests
{
    private static readonly RegionFileOptions UnderTown = new() { RootCode = "T", RootName = "乌镇", TimeZone = "Asia/Shanghai" };

    [Fact]
    public void A_whole_tree_is_read_as_it_stands()
    {
        var regions = Read(Collection(
            Feature("""{"code":"T","name":"乌镇","kind":"town","timeZone":"Asia/Shanghai"}"""),
            Feature("""{"code":"G1","name":"一网格","kind":"grid","parent":"V"}""", Box(120, 30, 121, 31)),
            Feature("""{"code":"V","name":"乌星村","kind":"village","parent":"T"}"""),
            Feature("""{"code":"H","name":"民宿","kind":"trade","parent":"T"}""")));
        Assert.Equal(
            [
                new Region { Code = "T", Name = "乌镇", Kind = "town", TimeZone = "Asia/Shanghai" },
                new Region { Code = "H", Name = "民宿", Kind = "trade", Parent = "T" },
                new Region { Code = "V", Name = "乌星村", Kind = "village", Parent = "T" },
                new Region { Code = "G1", Name = "一网格", Kind = "grid", Parent = "V", Geometry = Box(120, 30, 121, 31) },
            ],
            regions);
    }

    [Fact]
    public void A_parent_without_a_feature_becomes_a_region_under_the_root()
    {
        var regions = Read(Collection(
            Feature("""{"code":"1","name":"a","parent":"Financial District/South Beach"}"""),
            Feature("""{"code":2,"name":"b","parent":" Financial District/South Beach "}"""),
            Feature("""{"code":"3","name":"c"}"""),
            Feature("""{"code":"4","name":"d","parent":"T"}""")), UnderTown);
        Assert.Equal(
            [
                new Region { Code = "T", Name = "乌镇", Kind = "region", TimeZone = "Asia/Shanghai" },
                new Region { Code = "3", Name = "c", Kind = "grid", Parent = "T" },
                new Region { Code = "4", Name = "d", Kind = "grid", Parent = "T" },
                new Region { Code = "Financial-District-South-Beach", Name = "Financial District/South Beach", Kind = "region", Parent = "T" },
                new Region { Code = "1", Name = "a", Kind = "grid", Parent = "Financial-District-South-Beach" },
                new Region { Code = "2", Name = "b", Kind = "grid", Parent = "Financial-District-South-Beach" },
            ],
            regions);
    }

    [Theory]
    [InlineData("South of Market", "South-of-Market")]
    [InlineData("--a  (b) - c!", "a-b-c")]
    [InlineData("snake_case", "snake_case")]
    [InlineData("G!", "033223427a44")] // taken by the feature: the first six bytes of the name's SHA-256
    [InlineData("乌星村", "935bcabf3f7e")]
    [InlineData("a name that is longer than thirty-two", "94558aebc5de")]
    public void The_code_of_a_name(string name, string code)
    {
        var regions = Read(Collection(Feature($$"""{"code":"G","name":"g","parent":"{{name}}"}""")), UnderTown);
        Assert.Equal(code, regions[1].Code);
    }

    [Fact]
    public void Two_names_that_read_alike_get_two_codes_whatever_their_order()
    {
        string[] features = [Feature("""{"code":"1","name":"a","parent":"A B"}"""), Feature("""{"code":"2","name":"b","parent":"A/B"}""")];
        var forward = Read(Collection(features), UnderTown);
        var backward = Read(Collection(features.Reverse()), UnderTown);
        Assert.Equal(forward, backward);
        Assert.Equal("A B", forward.Single(r => r.Code == "A-B").Name);
        Assert.Equal(12, forward.Single(r => r.Name == "A/B").Code.Length);
    }

    [Fact]
    public void Properties_may_have_other_names()
    {
        var options = UnderTown with { CodeProperty = "tract", NameProperty = "tract", ParentProperty = "nhood" };
        var grid = Read(Collection(Feature("""{"tract":"016400","nhood":"Hayes Valley"}""")), options)[^1];
        Assert.Equal(new Region { Code = "016400", Name = "016400", Kind = "grid", Parent = "Hayes-Valley" }, grid);
    }

    [Fact]
    public void Holes_parts_and_heights()
    {
        var geometry = $$"""{"type":"MultiPolygon","coordinates":[[{{Ring(0, 0, 9, 9)}},{{Ring(1, 1, 2, 2)}}],[[[20,0,7.5],[21,0,7],[21,1,7],[20,0,7.5]]]]}""";
        var grid = Read(Collection(Feature("""{"code":"G","name":"g"}""", geometry)), UnderTown)[^1];
        Assert.Equal(
            $$"""{"type":"MultiPolygon","coordinates":[[{{Ring(0, 0, 9, 9)}},{{Ring(1, 1, 2, 2)}}],[[[20,0],[21,0],[21,1],[20,0]]]]}""", grid.Geometry);
    }

    [Theory]
    [InlineData("\"GCJ-02\"")]
    [InlineData("\"gcj02\"")]
    [InlineData("""{"type":"name","properties":{"name":"GCJ-02"}}""")]
    public void A_shifted_file_is_shifted_back(string crs)
    {
        var (longitude, latitude) = Gcj02.FromWgs84(120.5, 30.75);
        var corner = FormattableString.Invariant($"[{longitude},{latitude}]");
        var geometry = $$"""{"type":"Polygon","coordinates":[[{{corner}},[121,30],[121,31],{{corner}}]]}""";
        var whole = Collection(Feature("""{"code":"G","name":"g"}""", geometry)).Replace("\"features\"", $"\"crs\":{crs},\"features\"");
        var one = Collection(Feature($$"""{"code":"G","name":"g","crs":{{crs}}}""", geometry));
        Assert.StartsWith("""{"type":"Polygon","coordinates":[[[120.5,30.75],[120.99""", Read(whole, UnderTown)[^1].Geometry);
        Assert.Equal(Read(whole, UnderTown)[^1].Geometry, Read(one, UnderTown)[^1].Geometry);
    }

    [Theory]
    [InlineData("\"WGS84\"")]
    [InlineData("\"EPSG:4490\"")]
    [InlineData("null")]
    [InlineData("""{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}}""")]
    public void An_unshifted_file_stays(string crs)
    {
        var file = Collection(Feature($$"""{"code":"G","name":"g","crs":{{crs}}}""", Box(120, 30, 121, 31)));
        Assert.Equal(Box(120, 30, 121, 31), Read(file, UnderTown)[^1].Geometry);
    }

    [Fact]
    public void A_byte_order_mark_is_no_fault()
    {
        var file = Collection(Feature("""{"code":"G","name":"g"}"""));
        Assert.Equal(2, RegionFile.Read(new MemoryStream([.. "\uFEFF"u8, .. Encoding.UTF8.GetBytes(file)]), UnderTown).Count);
    }

    [Fact]
    public void What_was_read_is_read_again()
    {
        var regions = Read(Collection(Feature("""{"code":"G","name":"g","parent":"P"}""", Box(120.123456789, 30, 121, 31))), UnderTown);
        var file = Collection(regions.Select(r => Feature(
            $$"""{"code":"{{r.Code}}","name":"{{r.Name}}","kind":"{{r.Kind}}","parent":"{{r.Parent}}","timeZone":"{{r.TimeZone}}"}""",
            r.Geometry.Length > 0 ? r.Geometry : "null")));
        Assert.Equal(regions, Read(file));
    }
}

using System.Diagnostics;
using RealtimeGov.Gateway.Regions;
using RealtimeGov.Tests.Support;
using static RealtimeGov.Gateway.Tests.Regions.Geo;

namespace RealtimeGov.Gateway.Tests.Regions;

/// <summary>Grids that share ground leave a position without an answer; a sliver along a border does not.</summary>
[Trait("lane", "cases")]
public sealed class Case19OverlapTests
{
    private static readonly RegionFileOptions UnderTown = new() { RootCode = "T" };

    [Theory]
    [InlineData("a tenth", 120.500, 30.74, 120.510, 30.75, "106,162", "longitude 120.5005, latitude 30.745")]
    [InlineData("the same area twice", 120.490, 30.74, 120.501, 30.75, "1,167,777", "longitude 120.4955, latitude 30.745")]
    [InlineData("one inside another", 120.495, 30.743, 120.497, 30.745, "42,465", "longitude 120.496, latitude 30.744")]
    public void Case_19_an_overlap_is_refused_with_its_area_its_place_and_both_codes(
        string kind, double west, double south, double east, double north, string areaM2, string place)
    {
        var refused = Assert.Throws<RegionFileException>(() => Read(Collection(
            Grid("G1", Box(120.490, 30.74, 120.501, 30.75)), Grid("G2", Box(west, south, east, north))), UnderTown));
        Assert.Equal((kind, "areas_overlap", 1), (kind, refused.Code, refused.Place.Feature!.Value));
        Assert.Equal(
            $"Region file line 2, column 1 features[1].geometry: G1 and G2 (features[0]) overlap by {areaM2} m2 at {place}: a position there has no answer.",
            refused.Message);
    }

    [Fact]
    public void A_sliver_is_told_and_taken()
    {
        // About 1 m wide and 1.1 km long.
        var map = ReadMap(UnderTown, Grid("G1", Box(120.49, 30.74, 120.50001, 30.75)), Grid("G2", Box(120.50, 30.74, 120.51, 30.75)));
        Assert.Equal(3, map.Regions.Count);
        Assert.Equal(
            "G1 and G2 overlap by a sliver of 1,062 m2 at longitude 120.500005, latitude 30.745: it belongs to the smaller code", Assert.Single(map.Notes));
    }

    [Fact]
    public void Neighbours_that_share_a_border_are_nothing_to_tell_of()
    {
        var map = ReadMap(UnderTown, Grid("G1", Box(120.49, 30.74, 120.50, 30.75)), Grid("G2", Box(120.50, 30.735, 120.51, 30.745)));
        Assert.Empty(map.Notes);
    }

    [Fact]
    public void A_village_may_lie_over_its_grids_and_a_grid_s_parts_over_one_another()
    {
        var parts = $$"""{"type":"MultiPolygon","coordinates":[[{{Ring(120.49, 30.74, 120.50, 30.75)}}],[{{Ring(120.495, 30.74, 120.505, 30.75)}}]]}""";
        var map = ReadMap(
            UnderTown, Feature("""{"code":"V","name":"v","kind":"village"}""", Box(120.4, 30.7, 120.6, 30.8)), Feature("""{"code":"G1","name":"g","parent":"V"}""", parts));
        Assert.StartsWith("G1 has 530,", Assert.Single(map.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Gaps_are_told_when_asked_for()
    {
        // Four grids around a square of 0.01 degrees that belongs to none.
        string[] around =
        [
            Grid("N", Box(120.00, 30.02, 120.03, 30.03)), Grid("S", Box(120.00, 30.00, 120.03, 30.01)),
            Grid("W", Box(120.00, 30.01, 120.01, 30.02)), Grid("E", Box(120.02, 30.01, 120.03, 30.02)),
        ];
        Assert.Empty(ReadMap(UnderTown, around).Notes);
        Assert.Equal(
            "a gap of 1,069,416 m2 at longitude 120.015, latitude 30.015 belongs to no grid", Assert.Single(ReadMap(UnderTown with { Gaps = true }, around).Notes));
        Assert.Equal("no gap among the grids", Assert.Single(ReadMap(UnderTown with { Gaps = true }, around[..2]).Notes));
    }

    [Fact]
    public void The_demo_s_town_is_a_map()
    {
        using var file = File.OpenRead(Repository.File("demo", "wuzhen.geojson"));
        var map = RegionFile.ReadMap(file, new RegionFileOptions());
        Assert.Equal(82, map.Regions.Count(region => region.Kind == "grid"));
        Assert.Empty(map.Notes);
    }

    [Fact]
    public void Twenty_thousand_grids_are_looked_at_in_seconds()
    {
        var features = from x in Enumerable.Range(0, 140)
                       from y in Enumerable.Range(0, 142)
                       select Grid($"G{x}-{y}", Box(100 + x * 0.01, 20 + y * 0.01, 100 + (x + 1) * 0.01, 20 + (y + 1) * 0.01));
        var file = Collection(features);
        var started = Stopwatch.GetTimestamp();
        Assert.Equal(19_881, Read(file, UnderTown).Count);
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0, 30);
    }

    private static RegionMap ReadMap(RegionFileOptions options, params IEnumerable<string> features) =>
        RegionFile.ReadMap(Geo.Stream(Collection(features)), options);

    private static string Grid(string code, string geometry) => Feature($$"""{"code":"{{code}}","name":"g"}""", geometry);
}

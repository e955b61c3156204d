using RealtimeGov.Gateway.Regions;
using static RealtimeGov.Gateway.Tests.Regions.Geo;

namespace RealtimeGov.Gateway.Tests.Regions;

/// <summary>An area of which nobody could say what lies inside is refused, with its code and the place.</summary>
[Trait("lane", "cases")]
public sealed class Case20InvalidAreaTests
{
    private static readonly RegionFileOptions UnderTown = new() { RootCode = "T" };

    [Theory]
    [InlineData("bow tie", "[[[120.52,30.74],[120.53,30.75],[120.53,30.74],[120.52,30.75],[120.52,30.74]]]", "area_invalid", "the area of G3 crosses itself, or runs along itself at longitude 120.525, latitude 30.745.")]
    [InlineData("spike", "[[[120.51,30.74],[120.52,30.74],[120.52,30.76],[120.52,30.74],[120.52,30.75],[120.51,30.75],[120.51,30.74]]]", "area_invalid", "the area of G3 crosses itself, or runs along itself at longitude 120.52, latitude 30.74.")]
    [InlineData("hole outside", "[[[120.52,30.74],[120.53,30.74],[120.53,30.75],[120.52,30.75],[120.52,30.74]],[[120.54,30.74],[120.55,30.74],[120.55,30.75],[120.54,30.75],[120.54,30.74]]]", "area_invalid", "the area of G3 has a hole outside of itself at longitude 120.54, latitude 30.74.")]
    [InlineData("hole along an edge", "[[[120.52,30.74],[120.53,30.74],[120.53,30.75],[120.52,30.75],[120.52,30.74]],[[120.52,30.742],[120.525,30.742],[120.525,30.748],[120.52,30.748],[120.52,30.742]]]", "area_invalid", "the area of G3 crosses itself, or runs along itself at longitude 120.52, latitude 30.74")]
    [InlineData("a point", "[[[120.51,30.74],[120.51,30.74],[120.51,30.74],[120.51,30.74]]]", "area_invalid", "the area of G3 is a point or a line at longitude 120.51, latitude 30.74.")]
    [InlineData("a line", "[[[120.51,30.74],[120.52,30.74],[120.53,30.74],[120.51,30.74]]]", "area_invalid", "the area of G3 ")]
    [InlineData("nothing", "[]", "geometry_empty", "the area of G3 is empty: leave the geometry out (null) if it has none.")]
    [InlineData("unclosed", "[[[120.52,30.74],[120.53,30.74],[120.53,30.75],[120.52,30.75]]]", "ring_open", "a ring of G3 does not end where it starts.")]
    [InlineData("across 180", "[[[179.9,30],[-179.9,30],[-179.9,31],[179.9,31],[179.9,30]]]", "across_180", "the area of G3 runs across longitude 180: cut it there into a MultiPolygon of two.")]
    [InlineData("beyond 180", "[[[179.9,30],[180.1,30],[180.1,31],[179.9,31],[179.9,30]]]", "across_180", "the area of G3 runs across longitude 180: cut it there into a MultiPolygon of two.")]
    [InlineData("latitude first", "[[[30.74,120.52],[30.75,120.52],[30.75,120.53],[30.74,120.52]]]", "coordinates_swapped", "latitude and longitude of G3 look exchanged at longitude 30.74, latitude 120.52: GeoJSON has the longitude first.")]
    [InlineData("hole in a hole", "[[[0,0],[9,0],[9,9],[0,9],[0,0]],[[1,1],[8,1],[8,8],[1,8],[1,1]],[[2,2],[3,2],[3,3],[2,3],[2,2]]]", "area_invalid", "the area of G3 has a hole within a hole at longitude ")]
    public void Case_20_an_area_that_is_none_is_named_with_its_place(string kind, string coordinates, string code, string message)
    {
        var refused = Refuse(Grid("G3", $$"""{"type":"Polygon","coordinates":{{coordinates}}}"""));
        Assert.Equal((kind, code, 0), (kind, refused.Code, refused.Place.Feature!.Value));
        Assert.StartsWith($"Region file line 1, column 41 features[0].geometry: {message}", refused.Message, StringComparison.Ordinal);
        Assert.Contains("G3", refused.MessageZh, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"Point","coordinates":[120.5,30.7]}""")]
    [InlineData("""{"type":"LineString","coordinates":[[120.5,30.7],[120.6,30.7]]}""")]
    [InlineData("""{"type":"GeometryCollection","geometries":[]}""")]
    public void Case_20_what_has_no_area_is_no_grid(string geometry) =>
        Assert.Equal("geometry_type", Refuse(Grid("G3", geometry)).Code);

    [Fact]
    public void Every_fault_is_told_at_once_in_the_order_of_the_file()
    {
        var refused = Refuse(
            Grid("A", """{"type":"Point","coordinates":[1,1]}"""), Grid("B", Box(10, 10, 11, 11)), Grid("C", """{"type":"Polygon","coordinates":[]}"""),
            Grid("D", Box(10, 10, 11, 11)));
        Assert.Equal([("geometry_type", 0), ("geometry_empty", 2), ("areas_overlap", 3)], refused.Faults.Select(fault => (fault.Code, fault.Place.Feature!.Value)));
        Assert.Equal(
            """
            Region file: 3 faults, and nothing of it is used:
              line 1, column 41 features[0].geometry: the geometry of A must be a Polygon or a MultiPolygon.
              line 3, column 1 features[2].geometry: the area of C is empty: leave the geometry out (null) if it has none.
            """, string.Join('\n', refused.Message.Split('\n')[..3]));
    }

    [Fact]
    public void Only_so_many_faults_are_told()
    {
        var refused = Refuse([.. Enumerable.Range(0, 30).Select(at => Grid($"G{at}", """{"type":"Polygon","coordinates":[]}"""))]);
        Assert.Equal(30, refused.Faults.Count);
        Assert.Equal(RegionFileException.ToldMax + 2, refused.Message.Split('\n').Length);
        Assert.EndsWith("\n  and 10 more", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_grid_among_others_with_its_coordinates_exchanged_is_found_where_both_ways_are_on_the_earth()
    {
        var refused = Refuse(
            Grid("A", Box(11.50, 48.10, 11.51, 48.11)), Grid("B", Box(11.51, 48.10, 11.52, 48.11)), Grid("C", Box(48.10, 11.52, 48.11, 11.53)));
        Assert.Equal(("coordinates_swapped", 2), (refused.Code, refused.Place.Feature!.Value));
        // Far from the others either way is another town, not an exchange.
        Assert.Equal(4, Read(Collection(
            Grid("A", Box(11.50, 48.10, 11.51, 48.11)), Grid("B", Box(11.51, 48.10, 11.52, 48.11)), Grid("C", Box(20, 60, 20.01, 60.01))), UnderTown).Count);
    }

    [Fact]
    public void Two_halves_at_180_degrees_are_one_area()
    {
        var halves = $$"""{"type":"MultiPolygon","coordinates":[[{{Ring(179.9, 30, 180, 31)}}],[{{Ring(-180, 30, -179.9, 31)}}]]}""";
        Assert.Equal(2, Read(Collection(Grid("G3", halves)), UnderTown).Count);
    }

    private static string Grid(string code, string geometry) => Feature($$"""{"code":"{{code}}","name":"g"}""", geometry);

    private static RegionFileException Refuse(params IEnumerable<string> features) =>
        Assert.Throws<RegionFileException>(() => Read(Collection(features), UnderTown));
}

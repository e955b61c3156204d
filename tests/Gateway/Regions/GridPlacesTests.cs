using RealtimeGov.Domain.Regions;
using RealtimeGov.Domain.Time;
using RealtimeGov.Gateway.Regions;
using RealtimeGov.Protos;
using static RealtimeGov.Gateway.Tests.Regions.Geo;

namespace RealtimeGov.Gateway.Tests.Regions;

public sealed class GridPlacesTests
{
    // B lies west of A, with a hole in it; C is a part of two boxes that overlap; D lies in the hole.
    private readonly GridPlaces places = GridPlaces.From(Tree(
        Grid("B", $$"""{"type":"Polygon","coordinates":[{{Ring(0, 0, 10, 10)}},{{Ring(4, 4, 6, 6)}}]}"""),
        Grid("A", Box(10, 0, 20, 10)),
        Grid("C", $$"""{"type":"MultiPolygon","coordinates":[[{{Ring(30, 0, 40, 10)}}],[{{Ring(35, 5, 45, 15)}}]]}"""),
        Grid("D", Box(4, 4, 6, 6)),
        Grid("E", "")));

    [Theory]
    [InlineData(5, 1, "B")]
    [InlineData(5, 15, "A")]
    [InlineData(5, 5, "D")]
    [InlineData(5, 10, "A")] // the border of A and B
    [InlineData(4, 4, "B")] // the hole's corner is B's and D's
    [InlineData(10, 10, "A")]
    [InlineData(7, 37, "C")] // in both parts
    [InlineData(14, 44, "C")]
    [InlineData(14, 31, null)]
    [InlineData(-1, 5, null)]
    [InlineData(89, 179, null)]
    public void The_grid_of_a_position(double latitude, double longitude, string? grid) =>
        Assert.Equal(grid, places.GridAt(latitude, longitude));

    [Fact]
    public void Only_grids_with_a_polygon_are_places()
    {
        Assert.Equal(4, places.Count);
        var village = GridPlaces.From(Tree(new Region { Code = "V", Kind = "village", Parent = "T", Geometry = Box(0, 0, 1, 1) }));
        Assert.Equal(0, village.Count);
        Assert.Null(village.GridAt(0.5, 0.5));
        Assert.Null(GridPlaces.From(TreeOfDay.Empty).GridAt(1, 1));
    }

    [Theory]
    [InlineData("{", "json_malformed")]
    [InlineData("""{"type":"Point","coordinates":[1,1]}""", "geometry_type")]
    public void A_geometry_that_is_none_is_named_with_its_grid(string geometry, string code)
    {
        var refused = Assert.Throws<RegionFileException>(() => GridPlaces.From(Tree(Grid("X", geometry))));
        Assert.Equal((code, "X.geometry"), (refused.Code, refused.Place.Property));
    }

    [Fact]
    public void Many_threads_get_one_answer()
    {
        var wrong = 0;
        Parallel.For(0, 20_000, at =>
        {
            if (places.GridAt(5, at % 20 + 0.5) != (at % 20 == 4 || at % 20 == 5 ? "D" : at % 20 < 10 ? "B" : "A")) Interlocked.Increment(ref wrong);
        });
        Assert.Equal(0, wrong);
    }

    private static Region Grid(string code, string geometry) => new() { Code = code, Kind = "grid", Parent = "T", Geometry = geometry };

    private static TreeOfDay Tree(params IEnumerable<Region> regions) => RegionTree.From(
        regions.Prepend(new Region { Code = "T", Kind = "town" }).Select(r => new RegionDefined { Region = r, FromDate = LocalDay.Beginning })).Latest;
}

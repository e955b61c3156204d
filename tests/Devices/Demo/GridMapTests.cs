using System.Text;
using RealtimeGov.Devices.Demo;
using RealtimeGov.Devices.Demo.Files;
using RealtimeGov.Devices.Demo.Towns;

namespace RealtimeGov.Devices.Tests.Demo;

public sealed class GridMapTests
{
    [Fact]
    public void Every_grid_is_closed_has_an_area_and_holds_its_own_label_alone()
    {
        foreach (var grid in Wuzhen.Map.Grids)
        {
            Assert.True(grid.Shape.IsClosed, grid.Name);
            Assert.True(grid.Shape.SignedArea > 0, grid.Name);
            Assert.Equal([grid], Wuzhen.Map.Grids.Where(other => other.Shape.Holds(grid.Shape.Centre)));
        }
    }

    [Fact]
    public void Grids_leave_no_gap_and_do_not_overlap()
    {
        // In a mosaic each side is walked once in each direction; those walked once only are the town's outline, and
        // the areas add up to what the outline encloses.
        var sides = Wuzhen.Map.Grids.SelectMany(grid => grid.Shape.Ring.Zip(grid.Shape.Ring.Skip(1))).ToList();
        Assert.Equal(501, sides.Count);
        var walked = sides.ToHashSet();
        Assert.Equal(501, walked.Count);
        var outline = walked.Where(side => !walked.Contains((side.Second, side.First))).ToDictionary(side => side.First, side => side.Second);
        Assert.Equal(73, outline.Count);
        var ring = new List<LngLat> { outline.Keys.First() };
        do ring.Add(outline[ring[^1]]);
        while (ring[^1] != ring[0] && ring.Count <= 74);
        Assert.Equal(74, ring.Count);
        Assert.Equal(new GridShape(ring).SignedArea, Wuzhen.Map.Grids.Sum(grid => grid.Shape.SignedArea), 1e-12);
    }

    [Fact]
    public void Grids_of_a_village_hang_together()
    {
        foreach (var village in Wuzhen.Map.Grids.GroupBy(grid => grid.Village))
        {
            var apart = village.Skip(1).ToList();
            var together = new List<Grid> { village.First() };
            while (apart.Find(grid => together.Exists(other => Touch(grid, other))) is { } next)
            {
                apart.Remove(next);
                together.Add(next);
            }

            Assert.Empty(apart);
        }
    }

    [Fact]
    public void Codes_and_names_follow_the_village()
    {
        var third = Wuzhen.Map.Find("330483100217003");

        Assert.Equal("五星村第3网格", third?.Name);
        Assert.All(Wuzhen.Map.Grids, grid => Assert.StartsWith(grid.Village.Code, grid.Code));
        Assert.Equal(82, Wuzhen.Map.Grids.Select(grid => grid.Code).Distinct().Count());
    }

    [Fact]
    public void A_point_inside_is_inside_and_the_same_for_the_same_chance()
    {
        foreach (var grid in Wuzhen.Map.Grids)
        {
            var point = grid.Shape.PointInside(new Chance(7));
            Assert.True(grid.Shape.Holds(new LngLat(point.Longitude, point.Latitude)), grid.Name);
            Assert.InRange(point.AccuracyM, 4, 20);
            Assert.Equal(point, grid.Shape.PointInside(new Chance(7)));
        }
    }

    [Theory]
    [InlineData("330483100217003", "330483100217002", "m.geojson:96:40: a grid 330483100217002 stands above already")]
    [InlineData("\"name\":\"五星村第3网格\",\"kind\":\"grid\"", "\"name\":\"五星村第3网格\",\"kind\":\"field\"", "m.geojson:1:40: 五星村 has 2 grids here, 3 in the town's file: make the region file anew")]
    public void A_map_that_does_not_fit_the_town_is_refused(string right, string wrong, string message)
    {
        var text = File.ReadAllText(Wuzhen.MapPath);
        Assert.Contains(right, text);

        var error = Assert.Throws<DemoFileException>(() => GridMap.Parse("m.geojson", Encoding.UTF8.GetBytes(text.Replace(right, wrong)), Wuzhen.Town));

        Assert.Equal(message, error.Message);
    }

    private static bool Touch(Grid one, Grid other)
    {
        var sides = one.Shape.Ring.Zip(one.Shape.Ring.Skip(1)).ToHashSet();
        return other.Shape.Ring.Zip(other.Shape.Ring.Skip(1)).Any(side => sides.Contains((side.Second, side.First)));
    }
}

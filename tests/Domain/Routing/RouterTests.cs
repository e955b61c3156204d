using FsCheck;
using FsCheck.Fluent;
using RealtimeGov.Domain.Routing;
using RealtimeGov.Domain.Stewards;
using RealtimeGov.Domain.Tests.Regions;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Tests.Routing;

public sealed class RouterTests
{
    private static readonly Roster Roster = Roster.From(
        [new Steward { Id = "fei", Name = "费", HomeGrid = "G1" }, new Steward { Id = "lost", Name = "走", HomeGrid = "G9" }]);

    [Fact]
    public void The_joined_issue_s_grid_comes_first_and_knows_the_place_otherwise() => Assert.Equal(
        new Route("G3", false, false) { Otherwise = "G1" }, Find(joins: "G3.7", grid: "G1", at: (30, 120), steward: "fei"));

    [Fact]
    public void A_join_in_the_report_s_own_grid_has_no_otherwise() =>
        Assert.Equal(new Route("G3", false, false), Find(joins: "G3.7", grid: "G3"));

    [Fact]
    public void A_join_that_knows_no_other_place_stays() => Assert.Equal(new Route("G3", false, false), Find(joins: "G3.7"));

    [Fact]
    public void Then_the_grid_code() => Assert.Equal(new Route("G1", false, false), Find(grid: "G1", at: (30, 120), steward: "fei"));

    [Fact]
    public void Then_the_polygon() => Assert.Equal(new Route("G2", false, false), Find(grid: "G9", at: (30, 120), steward: "fei"));

    [Fact]
    public void Then_the_steward_s_home_unsure() => Assert.Equal(new Route("G1", true, false), Find(at: (50, 50), steward: "fei"));

    [Theory]
    [InlineData("")]
    [InlineData("lost")]
    [InlineData("nobody")]
    public void Then_none(string steward) => Assert.Equal(new Route(null, false, false), Find(steward: steward));

    [Theory]
    [InlineData("V1")]
    [InlineData("H")]
    [InlineData("g1")]
    public void A_code_that_is_no_grid_falls_through(string code) => Assert.Equal(new Route("G2", false, false), Find(grid: code, at: (30, 120)));

    [Theory]
    [InlineData("nonsense")]
    [InlineData("G9.1")]
    [InlineData("V1.1")]
    public void A_join_that_names_no_grid_falls_through_and_says_so(string issue)
    {
        Assert.Equal(new Route("G1", false, true), Find(joins: issue, grid: "G1"));
        Assert.Equal(new Route(null, false, true), Find(joins: issue));
    }

    [Fact]
    public void An_issue_that_is_not_open_leaves_the_report_where_it_belongs()
    {
        var report = Report(joins: "G3.7", steward: "fei");
        Assert.Equal("G1", Router.Find(report, TownTree.Tree, Roster, Places.One).Otherwise);
        Assert.Equal(new Route("G1", true, true), Router.WithoutJoin(report, TownTree.Tree, Roster, Places.One));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(double.NaN, 120)]
    [InlineData(30, double.NaN)]
    [InlineData(double.PositiveInfinity, 120)]
    [InlineData(30, double.NegativeInfinity)]
    [InlineData(90.0001, 120)]
    [InlineData(30, -180.0001)]
    public void An_impossible_position_is_none(double latitude, double longitude)
    {
        Assert.False(Position.IsValid(latitude, longitude));
        // These places would hold anything.
        Assert.Equal(new Route("G1", true, false), Router.Find(Report(at: (latitude, longitude), steward: "fei"), TownTree.Tree, Roster, new Places("G2")));
    }

    [Theory]
    [InlineData(0, 120)]
    [InlineData(30, 0)]
    [InlineData(-90, 180)]
    public void The_axes_are_places(double latitude, double longitude) => Assert.True(Position.IsValid(latitude, longitude));

    [Fact]
    public void A_polygon_of_another_tree_s_grid_falls_through() =>
        Assert.Equal(new Route("G1", true, false), Router.Find(Report(at: (30, 120), steward: "fei"), TownTree.Tree, Roster, new Places("G9")));

    [Fact]
    public void Whatever_is_sent_goes_to_a_grid_of_the_tree_or_nowhere() =>
        Check.QuickThrowOnFailure(Prop.ForAll<string, string, double>((joins, grid, degrees) =>
        {
            var route = Router.Find(Report(joins: joins ?? "", grid: grid ?? "", at: (degrees, degrees)), TownTree.Tree, Roster, Places.One);
            return route.GridCode is null || TownTree.Tree.IsGrid(route.GridCode);
        }));

    private static Route Find(string joins = "", string grid = "", (double, double)? at = null, string steward = "") =>
        Router.Find(Report(joins, grid, at, steward), TownTree.Tree, Roster, Places.One);

    private static Report Report(string joins = "", string grid = "", (double Latitude, double Longitude)? at = null, string steward = "") => new()
    {
        JoinsIssueId = joins,
        GridCode = grid,
        StewardId = steward,
        Location = at is { } point ? new GeoPoint { Latitude = point.Latitude, Longitude = point.Longitude } : null,
    };

    /// <summary>G2 at (30, 120) and nothing elsewhere, or one answer for everything.</summary>
    private sealed class Places(string? everywhere) : IPlaces
    {
        public static Places One { get; } = new(null);

        public string? GridAt(double latitude, double longitude) => everywhere ?? ((latitude, longitude) == (30, 120) ? "G2" : null);
    }
}

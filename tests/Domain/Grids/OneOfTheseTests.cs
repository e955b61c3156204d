using RealtimeGov.Domain.Grids;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Tests.Grids;

/// <summary>Which open issues a person is asked about before a report opens another.</summary>
public sealed class OneOfTheseTests
{
    private const double MetreOfLatitude = 1 / 111_195.0;

    private static readonly GeoPoint Here = new() { Latitude = 30.745, Longitude = 120.487 };

    [Fact]
    public void The_nearest_come_first_and_what_is_out_of_sight_not_at_all()
    {
        var found = Choose(Here, "", North("far", 101), North("near", 12), North("middle", 60));
        Assert.Equal([("near", 12), ("middle", 60)], found.Select(one => (one.IssueId, (int)Math.Round(one.DistanceM!.Value))));
    }

    [Fact]
    public void A_position_that_is_unsure_looks_further_but_not_over_the_whole_village()
    {
        Assert.Single(Choose(new GeoPoint(Here) { AccuracyM = 40 }, "", North("a", 130), North("b", 150)));
        Assert.Single(Choose(new GeoPoint(Here) { AccuracyM = 5_000 }, "", North("a", 190), North("b", 210)));
        Assert.Empty(Choose(new GeoPoint(Here) { AccuracyM = -50 }, "", North("a", 101)));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("unclassified", true)]
    [InlineData("facility/lamp", true)]
    [InlineData("facility/cover", true)] // the neighbouring kind
    [InlineData("roads/pothole", false)]
    public void A_category_that_was_chosen_counts_by_its_class(string chosen, bool found) =>
        Assert.Equal(found, Choose(Here, chosen, North("a", 10)).Count > 0);

    [Fact]
    public void What_nobody_classified_may_be_anything() => Assert.Single(Choose(Here, "roads/pothole", North("a", 10) with { Category = "unclassified" }));

    [Fact]
    public void Without_a_position_the_very_category_and_the_own_grid_are_asked_for_the_newest_first()
    {
        JoinableAt[] open = [Unplaced("old", 1), Unplaced("new", 2), Unplaced("elsewhere", 3) with { Grid = "G2" }, Unplaced("cover", 4) with { Category = "facility/cover" }];
        Assert.Equal(["new", "old"], Choose(null, "facility/lamp", open).Select(one => one.IssueId));
        Assert.All(Choose(null, "facility/lamp", open), one => Assert.Null(one.DistanceM));
        Assert.Empty(Choose(null, "", open)); // a guess among everything is no question
        Assert.Equal(["near", "new", "old"], Choose(Here, "facility/lamp", [.. open, North("near", 90)]).Select(one => one.IssueId));
    }

    [Fact]
    public void A_telephone_shows_five()
    {
        var found = Choose(Here, "", [.. Enumerable.Range(1, 9).Select(at => North($"i{at}", at * 10))]);
        Assert.Equal(["i1", "i2", "i3", "i4", "i5"], found.Select(one => one.IssueId));
    }

    [Fact]
    public void A_position_that_is_none_is_no_position()
    {
        Assert.Empty(Choose(new GeoPoint(), "", North("a", 0)));
        Assert.Empty(Choose(new GeoPoint { Latitude = double.NaN, Longitude = 120 }, "", North("a", 0)));
        Assert.Empty(Choose(Here, "", North("a", 0) with { At = new GeoPoint() }));
    }

    private static IReadOnlyList<NearbyIssue> Choose(GeoPoint? at, string category, params JoinableAt[] open) => OneOfThese.Choose(open, at, category, "G1");

    private static JoinableAt North(string id, double metres) => new(id, "G1", "facility/lamp", new GeoPoint { Latitude = Here.Latitude + metres * MetreOfLatitude, Longitude = Here.Longitude }, 0);

    private static JoinableAt Unplaced(string id, long openedAtUs) => new(id, "G1", "facility/lamp", null, openedAtUs);
}

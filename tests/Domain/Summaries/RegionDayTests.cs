using RealtimeGov.Domain.Summaries;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Tests.Summaries;

public sealed class RegionDayTests
{
    [Fact]
    public void A_day_without_reports_is_zero()
    {
        var day = new RegionDay("V1", 7);
        Assert.Equal(7, day.Date);
        Assert.Equal(new DaySummary { Region = "V1", Date = 7, Counts = new DayCounts() }, day.ToSummary());
        Assert.Equal(0ul, day.VersionOf("G1"));
    }

    [Fact]
    public void Children_are_summed_and_grids_are_their_own_grids()
    {
        var day = new RegionDay("V1", 7);
        Assert.True(day.Accept(Grid("G1", 3, opened: 2, joined: 1, invalid: 1)));
        Assert.True(day.Accept(Grid("G2", 5, opened: 1, recorded: 4)));
        var summary = day.ToSummary();
        Assert.Equal(8ul, summary.Version);
        Assert.Equal(8ul, day.Version);
        Assert.Equal(new DayCounts
        {
            Valid = 8, Invalid = 1, Opened = 3, Joined = 1, Recorded = 4, AwaitingReview = 8, ByCategory = { ["a"] = 8 },
        }, summary.Counts);
        ChildCount[] children = [new() { Code = "G1", Valid = 3, Version = 3 }, new() { Code = "G2", Valid = 5, Version = 5 }];
        Assert.Equal(children, summary.Children);
        Assert.Equal(children, summary.Grids);
        Assert.Equal(["G2-r", "G1-r"], summary.Newest.Select(i => i.ReportId));
    }

    [Fact]
    public void S3_a_higher_sum_in_which_one_grid_falls_behind_waits_for_the_next()
    {
        var town = new RegionDay("T", 7);
        Assert.True(town.Accept(Village((1, 5), (100, 105)))); // (valid, version) of G1 and G2, as the rows say
        Assert.False(town.Accept(Village((2, 1_000), (1, 5)))); // the village has G1's newest and G2 as it was
        Assert.Equal(101ul, town.ToSummary().Counts.Valid);
        Assert.True(town.Accept(Village((2, 1_000), (100, 105))));
        Assert.Equal((102ul, 1_105ul), (town.ToSummary().Counts.Valid, town.Version));

        static DaySummary Village((ulong Valid, ulong Version) g1, (ulong Valid, ulong Version) g2) => new()
        {
            Region = "V1", Date = 7, Version = g1.Version + g2.Version,
            Counts = new DayCounts { Valid = g1.Valid + g2.Valid, Opened = g1.Valid + g2.Valid },
            Grids =
            {
                new ChildCount { Code = "G1", Valid = g1.Valid, Version = g1.Version },
                new ChildCount { Code = "G2", Valid = g2.Valid, Version = g2.Version },
            },
        };
    }

    [Fact]
    public void A_summary_that_is_not_above_the_one_held_changes_nothing()
    {
        var day = new RegionDay("V1", 7);
        day.Accept(Grid("G1", 3, opened: 3));
        var before = day.ToSummary();
        Assert.False(day.Accept(Grid("G1", 3, opened: 99)));
        Assert.False(day.Accept(Grid("G1", 2, opened: 2)));
        Assert.False(day.Accept(Grid("G2", 0)));
        Assert.Equal(before, day.ToSummary());
        Assert.Equal(3ul, day.VersionOf("G1"));
        Assert.True(day.Accept(Grid("G1", 4, opened: 4)));
        Assert.Equal(4ul, day.VersionOf("G1"));
        Assert.Equal(4ul, day.ToSummary().Counts.Valid);
    }

    [Fact]
    public void A_region_s_grids_are_those_of_its_children()
    {
        var village = new RegionDay("V1", 7);
        village.Accept(Grid("G1", 3, opened: 3));
        village.Accept(Grid("G2", 2, opened: 2));
        var town = new RegionDay("T", 7);
        town.Accept(village.ToSummary());
        town.Accept(Grid("G3", 9, recorded: 1));
        var summary = town.ToSummary();
        Assert.Equal([("V1", 5ul, 5ul), ("G3", 1ul, 9ul)], summary.Children.Select(c => (c.Code, c.Valid, c.Version)));
        Assert.Equal([("G1", 3ul, 3ul), ("G2", 2ul, 2ul), ("G3", 1ul, 9ul)], summary.Grids.Select(c => (c.Code, c.Valid, c.Version)));
        Assert.Equal(14ul, summary.Version);
    }

    [Fact]
    public void A_summary_given_away_does_not_change()
    {
        var day = new RegionDay("V1", 7);
        day.Accept(Grid("G1", 3, opened: 3));
        var given = day.ToSummary();
        var copy = given.Clone();
        day.Accept(Grid("G1", 4, opened: 4));
        day.Accept(Grid("G2", 1, opened: 1));
        Assert.Equal(copy, given);
    }

    [Fact]
    public void Recalled_items_stand_among_the_newest_and_count_nothing()
    {
        var day = new RegionDay("V1", 7);
        day.Recall([new FeedItem { ReportId = "x", ObservedAtUs = 4 }, new FeedItem { ReportId = "G1-r", ObservedAtUs = 3 }]);
        day.Accept(Grid("G1", 3, opened: 3));
        Assert.Equal(["x", "G1-r"], day.ToSummary().Newest.Select(i => i.ReportId));
        Assert.Equal(3ul, day.ToSummary().Counts.Valid);
    }

    private static DaySummary Grid(string code, ulong version, ulong opened = 0, ulong joined = 0, ulong recorded = 0, ulong invalid = 0)
    {
        var valid = opened + joined + recorded;
        return new DaySummary
        {
            Region = code,
            Date = 7,
            Version = version,
            Counts = new DayCounts
            {
                Valid = valid, Invalid = invalid, Opened = opened, Joined = joined, Recorded = recorded, AwaitingReview = valid,
                ByCategory = { ["a"] = valid },
            },
            Newest = { new FeedItem { ReportId = $"{code}-r", ObservedAtUs = (long)version } },
        };
    }
}

using RealtimeGov.Devices.Demo.Scenarios;
using RealtimeGov.Devices.Demo.Towns;
using RealtimeGov.Protos;

namespace RealtimeGov.Devices.Tests.Demo;

public sealed class ScenarioTests
{
    private const string Wuxing = "330483100217";

    private static readonly Scenario Scenario = Wuzhen.Scenario;

    [Fact]
    public void The_town_reads_36_at_16_40()
    {
        Assert.Equal(new DateOnly(2016, 6, 13), Scenario.Date);
        Assert.Equal(DayOfWeek.Monday, Scenario.Date.DayOfWeek);
        Assert.Equal(new TimeOnly(7, 0), Scenario.OpensAt);
        Assert.Equal(new TimeOnly(16, 40), Scenario.PausesAt);
        Assert.Equal(36, Scenario.Reports.Count);
    }

    [Fact]
    public void Wuxing_village_reads_3_all_of_one_steward_who_is_at_home_there()
    {
        var wuxing = Scenario.Reports.Where(report => report.Grid.Village.Code == Wuxing).ToList();

        Assert.Equal(["water/ditch", "facility/bin", "greenery/planter"], wuxing.Select(report => report.Kind?.Code));
        var steward = Assert.Single(wuxing.Select(report => report.Steward).Distinct());
        Assert.Equal(Wuxing, steward.Home.Village.Code);
        Assert.Null(steward.Trade);
        Assert.Equal(3, Scenario.Reports.Count(report => report.Steward == steward));
    }

    [Fact]
    public void Stewards_of_places_report_from_their_village_and_trades_find_ten()
    {
        Assert.All(Scenario.Reports.Where(report => report.Steward.Trade is null),
            report => Assert.Equal(report.Grid.Village, report.Steward.Home.Village));
        var found = Scenario.Reports.Where(report => report.Steward.Trade is not null).ToLookup(report => report.Steward.Trade!.Names.Zh);
        Assert.Equal(
            [("民宿", 4), ("出租车", 2), ("游船", 1), ("环卫", 1), ("景区", 1), ("餐饮", 1), ("快递", 1)],
            found.Select(group => (group.Key, group.Count())).OrderByDescending(group => group.Item2).ThenBy(group => "游环景餐快".IndexOf(group.Key[0])));
    }

    [Fact]
    public void A_pothole_is_reported_joined_and_mended_the_same_day()
    {
        var pothole = Scenario.Reports.Where(report => report.Kind?.Code == "road/pothole").ToList();

        Assert.Equal([Disposition.Handle, Disposition.Handle, Disposition.SolvedOnSpot], pothole.Select(report => report.Disposition));
        Assert.Equal([null, pothole[0].Row, null], pothole.Select(report => report.Joins));
        Assert.Single(pothole.Select(report => report.Grid).Distinct());
    }

    [Fact]
    public void Dispositions_and_joins_add_up()
    {
        Assert.Equal(25, Scenario.Reports.Count(report => report.Disposition == Disposition.Handle && report.Joins is null));
        Assert.Equal(2, Scenario.Reports.Count(report => report.Joins is not null));
        Assert.Equal(8, Scenario.Reports.Count(report => report.Disposition == Disposition.SolvedOnSpot));
        Assert.Equal(1, Scenario.Reports.Count(report => report.Disposition == Disposition.NothingNeeded));
        Assert.Equal(1, Scenario.Reports.Count(report => report.Kind is null));
    }

    [Fact]
    public void A_report_is_the_same_message_each_time_observed_at_its_recorded_time()
    {
        var last = Scenario.Reports[^1];
        var message = ScenarioMessages.Report(Scenario, last, Wuzhen.Town, null);

        Assert.Equal(message, ScenarioMessages.Report(Scenario, last, Wuzhen.Town, null));
        Assert.Equal(new DateTimeOffset(2016, 6, 13, 16, 38, 50, TimeSpan.FromHours(8)), message.ObservedAt.ToDateTimeOffset());
        Assert.Equal(Origin.Steward, message.Origin);
        Assert.Equal("", message.JoinsIssueId);
        Assert.Equal(36, Scenario.Reports.Select(row => ScenarioMessages.Id(Scenario, row.Row)).Distinct().Count());
        Assert.Equal('5', message.ReportId[14]);
    }

    [Fact]
    public void A_report_lies_in_its_grid_and_a_join_where_the_first_one_was()
    {
        foreach (var row in Scenario.Reports)
        {
            var point = ScenarioMessages.Report(Scenario, row, Wuzhen.Town, null).Location;
            Assert.True(row.Grid.Shape.Holds(new LngLat(point.Longitude, point.Latitude)), $"row {row.Row}");
            if (row.Joins is { } joined)
                Assert.Equal(ScenarioMessages.Report(Scenario, Scenario.Reports[joined - 1], Wuzhen.Town, null).Location, point);
        }
    }
}

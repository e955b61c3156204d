using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Tests.Grids;

public sealed class PossibleDuplicatesTests
{
    /// <summary>One metre of latitude in degrees, as the index measures it.</summary>
    private const double Metre = 1 / 111_195.0;

    private readonly JournaledGrid grid = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Exactly_fifty_metres_are_near_and_the_next_number_is_not(bool north)
    {
        // From the equator a difference in degrees is exact.
        var at = 50 / 111_195.0;
        while (at * 111_195 > 50) at = Math.BitDecrement(at);
        while (Math.BitIncrement(at) * 111_195 <= 50) at = Math.BitIncrement(at);
        var beyond = Math.BitIncrement(at);
        grid.Receive(At(1, 0, 120.49));
        Assert.Equal(["G1.1"], Suggested(At(2, north ? at : -at, 120.49)));
        Assert.Empty(Suggested(At(2, north ? beyond : -beyond, 120.49)));
    }

    [Theory]
    [InlineData(49.9, true)]
    [InlineData(50.1, false)]
    public void Fifty_metres_in_every_direction(double metres, bool near)
    {
        grid.Receive(At(1, 30.74, 120.49));
        foreach (var bearing in Enumerable.Range(0, 16).Select(n => n * Math.PI / 8))
        {
            var north = metres * Math.Cos(bearing) * Metre;
            var east = metres * Math.Sin(bearing) * Metre / Math.Cos(30.74 * Math.PI / 180);
            Assert.Equal(near ? ["G1.1"] : [], Suggested(At(2, 30.74 + north, 120.49 + east)));
        }
    }

    [Theory]
    [InlineData(24 * Instant.HourUs, true)]
    [InlineData(24 * Instant.HourUs + 1, false)]
    public void Twenty_four_hours_between_the_observations_in_both_directions(long apartUs, bool near)
    {
        var middleUs = Samples.NowUs - 2 * Instant.DayUs;
        grid.Receive(Samples.ObservedAt(middleUs));
        Assert.Equal(near ? ["G1.1"] : [], Suggested(Samples.ObservedAt(middleUs + apartUs, 2)));
        Assert.Equal(near ? ["G1.1"] : [], Suggested(Samples.ObservedAt(middleUs - apartUs, 2)));
    }

    [Fact]
    public void Only_the_same_leaf_category()
    {
        grid.Receive(Samples.Report(1));
        Assert.Equal(["G1.1"], Suggested(Samples.Report(2)));
        Assert.Empty(Suggested(Samples.Report(2, r => r.Category = Samples.Lamp))); // the same class
        Assert.Empty(Suggested(Samples.Report(2, r => r.Category = Samples.Bin)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nobody/knows")]
    [InlineData("unclassified")]
    public void Unclassified_reports_are_like_nothing(string category)
    {
        grid.Receive(Samples.Report(1, r => r.Category = category));
        Assert.Empty(Suggested(Samples.Report(2, r => r.Category = category)));
    }

    [Fact]
    public void Without_a_position_nothing_is_near()
    {
        grid.Receive(Samples.Report(1, r => r.Location = null));
        Assert.Empty(Suggested(Samples.Report(2)));
        grid.Receive(Samples.Report(3));
        Assert.Empty(Suggested(Samples.Report(4, r => r.Location = null)));
    }

    [Fact]
    public void At_most_five_and_the_nearest_first()
    {
        int[] metres = [30, 10, 45, 20, 5, 40];
        for (var n = 0; n < metres.Length; n++) grid.Receive(At(n + 1, 30.74 + metres[n] * Metre, 120.49));
        var decision = grid.Receive(At(9, 30.74, 120.49));
        Assert.Equal(["G1.5", "G1.2", "G1.4", "G1.1", "G1.6"], decision.Event!.Accepted.PossibleDuplicates);
        Assert.Equal(decision.Event.Accepted.PossibleDuplicates, decision.Opens!.Opened.PossibleDuplicates);
        Assert.Equal((Outcome.Opened, "G1.7"), (decision.Receipt.Outcome, decision.Receipt.IssueId)); // people join
    }

    [Fact]
    public void What_joined_or_was_recorded_is_no_issue_to_be_near()
    {
        grid.Receive(At(1, 30.74, 120.49));
        grid.Receive(Samples.Report(2, r => r.JoinsIssueId = "G1.1"));
        grid.Receive(Samples.Report(3, r => r.Disposition = Disposition.SolvedOnSpot));
        Assert.Equal(["G1.1"], Suggested(At(4, 30.74, 120.49)));
    }

    [Fact]
    public void A_category_that_is_set_so_joins_the_nearest_by_itself()
    {
        grid.Receive(Lamp(1, 0));
        grid.Receive(Lamp(2, 60));
        var decision = grid.Receive(Lamp(3, 35));
        Assert.Equal((Outcome.Joined, "G1.2"), (decision.Receipt.Outcome, decision.Receipt.IssueId));
        Assert.Equal("", decision.Receipt.Reason);
        Assert.Empty(decision.Event!.Accepted.PossibleDuplicates);
        Assert.Null(decision.Opens);
        Assert.Equal("G1.3", grid.Receive(Lamp(4, 120)).Receipt.IssueId);
    }

    [Fact]
    public void What_was_solved_on_the_spot_joins_nothing_by_itself()
    {
        grid.Receive(Lamp(1, 0));
        var solved = Lamp(2, 0);
        solved.Disposition = Disposition.SolvedOnSpot;
        var receipt = grid.Receive(solved).Receipt;
        Assert.Equal((Outcome.Recorded, ""), (receipt.Outcome, receipt.IssueId));
    }

    private IEnumerable<string> Suggested(Report report) =>
        grid.Decide(new RoutedReport { Report = report }, Samples.Context).Event!.Accepted.PossibleDuplicates;

    private static Report At(int id, double latitude, double longitude) =>
        Samples.Report(id, r => r.Location = new GeoPoint { Latitude = latitude, Longitude = longitude });

    private static Report Lamp(int id, double metresNorth)
    {
        var report = At(id, 30.74 + metresNorth * Metre, 120.49);
        report.Category = Samples.Lamp;
        return report;
    }
}

using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Tests.Grids;

public sealed class JoiningTests
{
    private readonly JournaledGrid grid = new();

    public JoiningTests() => grid.Receive(Samples.Report(1));

    [Fact]
    public void An_open_issue_that_is_named_is_joined_whatever_the_category_and_the_place()
    {
        var decision = grid.Receive(Samples.Report(2, r =>
        {
            r.JoinsIssueId = "G1.1";
            r.Category = Samples.Bin;
            r.Location = new GeoPoint { Latitude = -33, Longitude = 18 };
        }));
        Assert.Equal((Outcome.Joined, "G1.1", ""), (decision.Receipt.Outcome, decision.Receipt.IssueId, decision.Receipt.Reason));
        Assert.Equal((Outcome.Joined, "G1.1", Samples.Bin), (decision.Event!.Accepted.Outcome, decision.Event.Accepted.IssueId, decision.Event.Accepted.Category));
        Assert.Null(decision.Opens);
        Assert.Empty(decision.Event.Accepted.PossibleDuplicates);
        Assert.Equal(1, grid.State.Issues.Count);
        Assert.Equal(1ul, grid.Day(Samples.Today).ToCounts().Joined);
    }

    [Theory]
    [InlineData("G1.2")]
    [InlineData("G1.01")]
    [InlineData("g1.1")]
    [InlineData("G2.1")]
    [InlineData("nonsense")]
    public void One_that_is_not_open_here_is_as_good_as_none_and_that_is_said(string issue)
    {
        var decision = grid.Receive(Samples.Report(2, r => r.JoinsIssueId = issue));
        Assert.Equal(
            (Outcome.Opened, "G1.2", "join_unavailable possible_duplicate"), (decision.Receipt.Outcome, decision.Receipt.IssueId, decision.Receipt.Reason));
        Assert.Equal(decision.Receipt.Reason, decision.Event!.Accepted.Note);
        Assert.Equal(["G1.1"], decision.Event.Accepted.PossibleDuplicates); // it is near, all the same
    }

    [Theory]
    [InlineData("wz-001", "路面有一个坑", 0, "join_unavailable possible_duplicate")] // the same sender's same words
    [InlineData("wz-001", "路面有一个坑", 10, "join_unavailable possible_duplicate")]
    [InlineData("wz-001", "路面有一个坑", 11, "join_unavailable")]
    [InlineData("wz-002", "路面有一个坑", 0, "join_unavailable")]
    [InlineData("wz-001", "另一件事", 0, "join_unavailable")]
    public void Away_from_its_place_only_the_same_sender_s_same_words_within_minutes_name_what_may_be_the_same(
        string steward, string text, int minutesBefore, string reason)
    {
        grid.State.Words.Add(Samples.Report(1), Samples.NowUs, 1);
        var decision = grid.Receive(Samples.Report(2, r =>
        {
            (r.JoinsIssueId, r.StewardId, r.Text, r.Location) = ("G1.9", steward, text, null);
            r.ObservedAt = Instant.ToTimestamp(Samples.NowUs - minutesBefore * Instant.MinuteUs);
        }));
        Assert.Equal((Outcome.Opened, reason), (decision.Receipt.Outcome, decision.Receipt.Reason));
    }

    [Fact]
    public void A_report_that_belongs_to_another_grid_without_its_join_is_left_undecided()
    {
        var routed = new RoutedReport { Report = Samples.Report(2, r => r.JoinsIssueId = "G1.9"), Otherwise = "G2" };
        var decision = grid.Receive(routed, Samples.Context);
        Assert.Same(GridDecision.BelongsElsewhere, decision);
        Assert.True(decision.Elsewhere);
        Assert.Null(decision.Event);
        Assert.Single(grid.Events);
    }

    [Theory]
    [InlineData("")]
    [InlineData("G1")]
    public void One_that_belongs_here_anyway_stays(string otherwise)
    {
        var routed = new RoutedReport { Report = Samples.Report(2, r => r.JoinsIssueId = "G1.9"), Otherwise = otherwise };
        Assert.Equal(Outcome.Opened, grid.Receive(routed, Samples.Context).Receipt.Outcome);
    }

    [Fact]
    public void One_whose_issue_is_open_here_stays_although_its_place_is_elsewhere()
    {
        var routed = new RoutedReport { Report = Samples.Report(2, r => r.JoinsIssueId = "G1.1"), Otherwise = "G2" };
        Assert.Equal(Outcome.Joined, grid.Receive(routed, Samples.Context).Receipt.Outcome);
    }

    [Fact]
    public void The_router_s_word_that_the_issue_is_nowhere_is_passed_on()
    {
        var report = Samples.Report(2, r => (r.JoinsIssueId, r.Location) = ("nonsense", null));
        var routed = new RoutedReport { Report = report, JoinUnavailable = true };
        Assert.Equal("join_unavailable", grid.Receive(routed, Samples.Context).Receipt.Reason);
    }

    [Fact]
    public void An_unavailable_join_that_needs_nobody_is_recorded()
    {
        var decision = grid.Receive(Samples.Report(2, r =>
        {
            r.JoinsIssueId = "G1.9";
            r.Disposition = Disposition.NothingNeeded;
        }));
        Assert.Equal((Outcome.Recorded, "", "join_unavailable"), (decision.Receipt.Outcome, decision.Receipt.IssueId, decision.Receipt.Reason));
    }
}

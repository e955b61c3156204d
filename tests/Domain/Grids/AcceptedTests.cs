using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.Summaries;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Tests.Grids;

public sealed class AcceptedTests
{
    private readonly JournaledGrid grid = new();

    [Fact]
    public void A_report_opens_the_grid_s_first_issue()
    {
        var observedUs = Samples.NowUs - Instant.HourUs;
        var report = Samples.ObservedAt(observedUs);
        report.StewardId = "wz-002";
        var decision = grid.Receive(report);
        Assert.Equal(new ReportReceipt { ReportId = report.ReportId, Outcome = Outcome.Opened, IssueId = "G1.1", GridCode = "G1" }, decision.Receipt);
        Assert.Equal(new GridEvent
        {
            Accepted = new ReportAccepted
            {
                ReportId = ReportIds.ToBytes(Samples.Id(1)),
                LocalDate = Samples.Today,
                Category = Samples.Pothole,
                Outcome = Outcome.Opened,
                IssueId = "G1.1",
                Unit = "H",
                Origin = Origin.Steward,
                ObservedAtUs = observedUs,
                ReceivedAtUs = Samples.NowUs,
                ContentMark = ContentDigest.MarkOf(ContentDigest.Of(report)),
            },
        }, decision.Event);
        Assert.Equal(new IssueEvent
        {
            Opened = new IssueOpened
            {
                GridCode = "G1", Category = Samples.Pothole, ReportId = ReportIds.ToBytes(Samples.Id(1)), ObservedAtUs = observedUs, OpenedAtUs = Samples.NowUs,
                Origin = Origin.Steward, Unit = "H",
            },
        }, decision.Opens);
        Assert.Equal(new Content { StewardId = "wz-002", Text = report.Text, Location = report.Location }, decision.Content);
        Assert.Equal(ContentDigest.Of(report), decision.Digest);
        Assert.False(decision.Elsewhere);
    }

    [Fact]
    public void Issues_are_numbered_in_the_order_of_opening_and_nothing_else_takes_a_number()
    {
        Assert.Equal("G1.1", grid.Receive(Samples.Report(1)).Receipt.IssueId);
        grid.Receive(Samples.Report(1));
        grid.Receive(Samples.Report(2, r => r.Text = ""));
        grid.Receive(Samples.Report(3, r => r.JoinsIssueId = "G1.1"));
        grid.Receive(Samples.Report(4, r => r.Disposition = Disposition.SolvedOnSpot));
        Assert.Equal("G1.2", grid.Receive(Samples.Report(5, r => r.Category = Samples.Bin)).Receipt.IssueId);
        Assert.Equal(2ul, grid.State.IssuesOpened);
        Assert.Equal([1ul, 2ul], grid.State.Issues.All.Select(i => i.Key));
    }

    [Theory]
    [InlineData(Disposition.SolvedOnSpot)]
    [InlineData(Disposition.NothingNeeded)]
    public void What_needs_nobody_is_recorded_and_opens_nothing(Disposition disposition)
    {
        grid.Receive(Samples.Report(1));
        var decision = grid.Receive(Samples.Report(2, r => r.Disposition = disposition));
        Assert.Equal(new ReportReceipt { ReportId = decision.Receipt.ReportId, Outcome = Outcome.Recorded, GridCode = "G1" }, decision.Receipt);
        Assert.Equal(disposition, decision.Event!.Accepted.Disposition);
        Assert.Empty(decision.Event.Accepted.PossibleDuplicates);
        Assert.Null(decision.Opens);
        Assert.Equal(1, grid.State.Issues.Count);
    }

    [Fact]
    public void What_a_trade_s_steward_finds_counts_for_the_place_and_for_the_trade()
    {
        grid.Receive(Samples.Report(1));
        grid.Receive(Samples.Report(2, r => r.StewardId = "wz-002"));
        Assert.Equal(2ul, grid.Day(Samples.Today).Valid);
        Assert.Equal(2ul, grid.Day(Samples.Today).Version);
        Assert.Equal(1ul, grid.Day(Samples.Today, "H").Valid);
        Assert.Equal(2ul, grid.Day(Samples.Today, "H").Version);
        Assert.Equal([ReportIds.Format(Samples.Id(2))], grid.Day(Samples.Today, "H").Newest.Items.Select(i => i.ReportId));
        Assert.Equal(
            new FeedItem { ReportId = ReportIds.Format(Samples.Id(1)), Category = Samples.Pothole, GridCode = "G1", ObservedAtUs = Samples.NowUs },
            grid.Day(Samples.Today).Newest.Items[1]);
    }

    [Fact]
    public void The_days_a_report_touches_are_named_before_it_is_decided()
    {
        var found = Samples.Check(r => r.StewardId = "wz-002");
        Assert.Equal([DayKey.Place(Samples.Today), new DayKey(Samples.Today, "H")], GridDecider.DaysTouchedBy(found));
        Assert.Equal([DayKey.Place(Samples.Today)], GridDecider.DaysTouchedBy(Samples.Check(r => r.Text = "")));
    }

    [Fact]
    public void A_late_report_counts_on_its_own_day()
    {
        grid.Receive(Samples.ObservedAt(Samples.NowUs - 3 * Instant.DayUs));
        Assert.Equal([DayKey.Place(Samples.Today - 3)], grid.State.Days.Keys);
        Assert.Equal(1ul, grid.Day(Samples.Today - 3).Valid);
    }

    [Fact]
    public void Notes_stand_beside_each_other()
    {
        var routed = new RoutedReport { Report = Samples.Report(1, r => r.Category = "nobody/knows"), PlaceUnsure = true, JoinUnavailable = true };
        var decision = grid.Receive(routed, Samples.Context with { ClockOffsetMs = 40_000 });
        Assert.Equal("join_unavailable place_unsure category_unknown clock_corrected", decision.Receipt.Reason);
        Assert.Equal(decision.Receipt.Reason, decision.Event!.Accepted.Note);
        Assert.True(decision.Event.Accepted.PlaceUnsure);
        Assert.True(decision.Opens!.Opened.PlaceUnsure);
    }
}

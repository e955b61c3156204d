using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.Summaries;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Tests.Grids;

public sealed class WithdrawalTests
{
    private const string Reviewer = "沈主任";
    private static readonly CountedReport Counted = new(1, Samples.Today, Samples.Pothole, "", Outcome.Opened, IsWithdrawn: false);

    [Fact]
    public void S3_a_withdrawal_says_what_was_counted_by_whom_and_why()
    {
        var grid = new JournaledGrid();
        grid.Receive(Samples.Report(1));
        var decision = GridDecider.Withdraw(grid.State, Command(1), Counted with { Unit = "H" });
        Assert.Equal("", decision.Refused);
        Assert.Equal(new ReportWithdrawn
        {
            ReportId = ReportIds.ToBytes(Samples.Id(1)), LocalDate = Samples.Today, Category = Samples.Pothole, Outcome = Outcome.Opened,
            Unit = "H", Reviewer = Reviewer, Reason = "同一处坑洼已报", AtUs = Samples.NowUs, ReportSeq = 1,
        }, decision.Event!.Withdrawn);
        Assert.Equal((1ul, 1ul), (grid.State.Seq, grid.Day(Samples.Today).Valid)); // deciding changes nothing
    }

    [Theory]
    [InlineData("", "重复", Reasons.ReviewerMissing)]
    [InlineData("  ", "重复", Reasons.ReviewerMissing)]
    [InlineData("沈\n主任", "重复", Reasons.ReviewerMalformed)]
    [InlineData("沈主任", "", Reasons.WithdrawalReasonMissing)]
    [InlineData("沈主任", "\t", Reasons.WithdrawalReasonMissing)]
    [InlineData("沈主任", "重\u202e复", Reasons.WithdrawalReasonMalformed)]
    public void S8_without_a_name_and_a_reason_nothing_is_withdrawn(string reviewer, string reason, string refused)
    {
        var command = Command(1);
        (command.Reviewer, command.Reason) = (reviewer, reason);
        Assert.Equal(WithdrawalDecision.Refuse(refused), GridDecider.Withdraw(new GridState("G1"), command, Counted));
    }

    [Fact]
    public void S8_a_name_and_a_reason_have_their_length()
    {
        var command = Command(1);
        (command.Reviewer, command.Reason) = (new string('沈', GridDecider.ReviewerMax), new string('因', GridDecider.WithdrawalReasonMax));
        Assert.Equal("", GridDecider.Withdraw(new GridState("G1"), command, Counted).Refused);
        command.Reason += "因";
        Assert.Equal(Reasons.WithdrawalReasonMalformed, GridDecider.Withdraw(new GridState("G1"), command, Counted).Refused);
        command.Reviewer += "沈";
        Assert.Equal(Reasons.ReviewerMalformed, GridDecider.Withdraw(new GridState("G1"), command, Counted).Refused);
    }

    [Fact]
    public void S8_what_was_never_counted_or_no_longer_counts_is_not_withdrawn()
    {
        var state = new GridState("G1");
        Assert.Equal(Reasons.ReportUnknown, GridDecider.Withdraw(state, Command(1), null).Refused);
        Assert.Equal(Reasons.AlreadyWithdrawn, GridDecider.Withdraw(state, Command(1), Counted with { IsWithdrawn = true }).Refused);
        var malformed = Command(1);
        malformed.ReportId = "1";
        Assert.Equal(Reasons.ReportIdMalformed, GridDecider.Withdraw(state, malformed, null).Refused);
    }

    [Fact]
    public void Of_two_withdrawals_of_one_report_the_second_is_refused_though_the_store_does_not_know_yet()
    {
        var grid = new JournaledGrid();
        grid.Receive(Samples.Report(1));
        grid.State.Apply(2, GridDecider.Withdraw(grid.State, Command(1), Counted).Event!);
        Assert.Equal(Reasons.AlreadyWithdrawn, GridDecider.Withdraw(grid.State, Command(1), Counted).Refused);
        Assert.Equal("", GridDecider.Withdraw(grid.State, Command(2), Counted with { Seq = 9 }).Refused);
    }

    [Fact]
    public void S3_the_day_falls_in_every_count_that_the_report_had_raised_and_its_version_rises()
    {
        var grid = new JournaledGrid();
        grid.Receive(Samples.Report(1, r => r.StewardId = "wz-002"));
        grid.Receive(Samples.Report(2, r => r.Category = Samples.Bin));
        grid.Receive(Samples.Report(3, r => (r.StewardId, r.JoinsIssueId) = ("wz-002", "G1.1")));
        grid.Receive(Samples.Report(4, r => r.Disposition = Disposition.SolvedOnSpot));
        foreach (var (id, seq, counted) in new[]
        {
            (1, 1ul, Counted with { Unit = "H" }), (3, 3ul, Counted with { Seq = 3, Unit = "H", Outcome = Outcome.Joined }),
            (4, 4ul, Counted with { Seq = 4, Outcome = Outcome.Recorded }),
        }) grid.State.Apply(4 + (seq == 1 ? 1 : seq == 3 ? 2 : 3ul), GridDecider.Withdraw(grid.State, Command(id), counted).Event!);
        Assert.Equal(new DayCounts { Valid = 1, Opened = 1, AwaitingReview = 1, ByCategory = { [Samples.Bin] = 1 } }, grid.Day(Samples.Today).ToCounts());
        Assert.Equal(7ul, grid.Day(Samples.Today).Version);
        Assert.Equal(new DayCounts(), grid.Day(Samples.Today, "H").ToCounts());
        Assert.Equal(6ul, grid.Day(Samples.Today, "H").Version);
        Assert.True(grid.State.Issues.Contains(1)); // what becomes of the issue is decided apart
    }

    [Fact]
    public void S2_the_id_stays_consumed()
    {
        var grid = new JournaledGrid();
        grid.Receive(Samples.Report(1));
        grid.State.Apply(2, GridDecider.Withdraw(grid.State, Command(1), Counted).Event!);
        var again = grid.Decide(new RoutedReport { Report = Samples.Report(1) }, Samples.Context);
        Assert.Equal((Outcome.Duplicate, "G1.1", "G1"), (again.Receipt.Outcome, again.Receipt.IssueId, again.Receipt.GridCode));
        Assert.Null(again.Event);
    }

    [Fact]
    public void A_day_that_is_not_in_memory_needs_no_change_there()
    {
        var state = new GridState("G1");
        state.Apply(1, new GridEvent { Withdrawn = new ReportWithdrawn { ReportId = ReportIds.ToBytes(Samples.Id(1)), LocalDate = Samples.Today } });
        Assert.Equal(1ul, state.Seq);
        Assert.Empty(state.Days);
    }

    [Fact]
    public void A_day_never_falls_below_zero()
    {
        var tally = new Tally();
        tally.Accept(1, Outcome.Opened, "a", new FeedItem());
        Assert.Throws<InvalidOperationException>(() => tally.Withdraw(2, Outcome.Joined, "a"));
        Assert.Throws<InvalidOperationException>(() => tally.Withdraw(2, Outcome.Opened, "b"));
        tally.Withdraw(2, Outcome.Opened, "a");
        Assert.Throws<InvalidOperationException>(() => tally.Withdraw(3, Outcome.Opened, "a"));
        Assert.Equal((2ul, 0ul), (tally.Version, tally.Valid));
    }

    [Fact]
    public void Which_days_a_withdrawal_touches() => Assert.Equal(
        [DayKey.Place(7), new DayKey(7, "H")], GridDecider.DaysTouchedBy(Counted with { LocalDate = 7, Unit = "H" }));

    private static WithdrawReport Command(int id) => new()
    {
        ReportId = ReportIds.Format(Samples.Id(id)), Reviewer = Reviewer, Reason = "同一处坑洼已报", AtUs = Samples.NowUs,
    };
}

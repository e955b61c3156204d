using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.Summaries;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Tests.Grids;

/// <summary>What was only recorded: somebody lets it stand, or withdraws it.</summary>
public sealed class ReviewTests
{
    private static readonly CountedReport Recorded = new(1, Samples.Today, Samples.Pothole, "H", Outcome.Recorded, IsWithdrawn: false);

    [Fact]
    public void S3_a_report_that_stands_awaits_review_no_more_and_no_count_falls_with_it()
    {
        var grid = WithRecorded(out var counted);
        var decision = GridDecider.Review(grid.State, Stands(1), counted);
        Assert.Equal(
            new RecordedReviewed
            {
                Report = new ReportReviewed { ReportId = ReportIds.ToBytes(Samples.Id(1)), ReportSeq = 1, LocalDate = Samples.Today, Unit = "H" },
                Reviewer = "li.na", AtUs = Samples.NowUs,
            },
            decision.Event!.Reviewed);
        Assert.Equal(1ul, grid.Day(Samples.Today).ToCounts().AwaitingReview); // deciding changes nothing
        grid.State.Apply(2, decision.Event!);
        foreach (var unit in new[] { "", "H" })
            Assert.Equal(new DayCounts { Valid = 1, Recorded = 1, Reviewed = 1, ByCategory = { [Samples.Pothole] = 1 } }, grid.Day(Samples.Today, unit).ToCounts());
        Assert.Equal(2ul, grid.Day(Samples.Today).Version);
    }

    [Fact]
    public void A_second_review_changes_nothing_though_the_store_does_not_know_yet()
    {
        var grid = WithRecorded(out var counted);
        grid.State.Apply(2, GridDecider.Review(grid.State, Stands(1), counted).Event!);
        Assert.Equal(new WithdrawalDecision("", null), GridDecider.Review(grid.State, Stands(1), counted));
    }

    [Fact]
    public void S3_one_that_does_not_count_is_withdrawn_by_name_and_reason_after_a_review_too()
    {
        var grid = WithRecorded(out var counted);
        grid.State.Apply(2, GridDecider.Review(grid.State, Stands(1), counted).Event!);
        var withdrawn = GridDecider.Review(grid.State, Withdrawn(1), counted).Event!;
        Assert.Equal(("li.na", "并未处理", true), (withdrawn.Withdrawn.Reviewer, withdrawn.Withdrawn.Reason, withdrawn.Withdrawn.Reviewed));
        grid.State.Apply(3, withdrawn);
        Assert.Equal(new DayCounts(), grid.Day(Samples.Today).ToCounts());
        Assert.Equal(Reasons.AlreadyWithdrawn, GridDecider.Review(grid.State, Stands(1), counted).Refused);
        Assert.Equal(Reasons.AlreadyWithdrawn, GridDecider.Review(grid.State, Withdrawn(1), counted).Refused);
    }

    [Theory]
    [InlineData(Outcome.Opened)]
    [InlineData(Outcome.Joined)]
    public void S8_what_belongs_to_an_issue_is_reviewed_by_its_steps(Outcome outcome)
    {
        foreach (var command in new[] { Stands(1), Withdrawn(1) })
            Assert.Equal(WithdrawalDecision.Refuse(Reasons.ReportOfAnIssue), GridDecider.Review(new GridState("G1"), command, Recorded with { Outcome = outcome, IssueId = "G1.1" }));
    }

    [Theory]
    [InlineData("", false, "", Reasons.ReviewerMissing)]
    [InlineData("li\nna", false, "", Reasons.ReviewerMalformed)]
    [InlineData("li.na", true, "", Reasons.WithdrawalReasonMissing)]
    [InlineData("li.na", true, "并\u202e未", Reasons.WithdrawalReasonMalformed)]
    [InlineData("li.na", false, "并未处理", Reasons.ReasonWithoutWithdrawal)]
    public void S8_a_review_has_a_name_and_a_withdrawal_alone_a_reason(string reviewer, bool withdraws, string reason, string refused) => Assert.Equal(
        WithdrawalDecision.Refuse(refused),
        GridDecider.Review(new GridState("G1"), new ReviewRecorded { ReportId = $"{Samples.Id(1)}", Reviewer = reviewer, Withdraw = withdraws, Reason = reason }, Recorded));

    [Fact]
    public void S8_what_was_never_counted_is_not_reviewed()
    {
        Assert.Equal(Reasons.ReportUnknown, GridDecider.Review(new GridState("G1"), Stands(1), null).Refused);
        var malformed = Stands(1);
        malformed.ReportId = "1";
        Assert.Equal(Reasons.ReportIdMalformed, GridDecider.Review(new GridState("G1"), malformed, null).Refused);
    }

    private static JournaledGrid WithRecorded(out CountedReport counted)
    {
        var grid = new JournaledGrid();
        grid.Receive(Samples.Report(1, r => (r.StewardId, r.Disposition) = ("wz-002", Disposition.SolvedOnSpot)));
        counted = Recorded;
        return grid;
    }

    private static ReviewRecorded Stands(int id) => new() { ReportId = $"{Samples.Id(id)}", Reviewer = "li.na", AtUs = Samples.NowUs };

    private static ReviewRecorded Withdrawn(int id) => new() { ReportId = $"{Samples.Id(id)}", Reviewer = "li.na", Withdraw = true, Reason = "并未处理", AtUs = Samples.NowUs };
}

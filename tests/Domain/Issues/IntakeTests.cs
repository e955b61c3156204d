using RealtimeGov.Domain.Issues;
using RealtimeGov.Protos;
using static RealtimeGov.Domain.Tests.Issues.LoopSamples;

namespace RealtimeGov.Domain.Tests.Issues;

public sealed class IntakeTests
{
    [Fact]
    public void A_decline_withdraws_the_report_and_tells_its_reporter()
    {
        var issue = new JournaledIssue().Declined();
        Assert.Equal(IssueStage.Declined, issue.State.Stage);
        var withdrawn = Assert.Single(issue.Sent, m => m.Grid?.Declined is not null).Grid.Declined;
        Assert.Equal([ReportId(1)], withdrawn.ReportIds);
        Assert.Equal((DeclineReason.NothingToDo, "desk-1", false), (withdrawn.Reason, withdrawn.Reviewer, withdrawn.Erase));
        Assert.Equal(DeclineReason.NothingToDo, Assert.Single(issue.Answers).DeclinedFor);
        Assert.Empty(issue.Deadlines);
    }

    [Fact]
    public void A_report_about_a_person_is_erased()
    {
        var issue = new JournaledIssue().Declined(DeclineReason.AboutAPerson);
        Assert.True(Assert.Single(issue.Sent, m => m.Grid?.Declined is not null).Grid.Declined.Erase);
        Assert.Equal(DeclineReason.AboutAPerson, Assert.Single(issue.Answers).DeclinedFor);
    }

    [Fact]
    public void A_decline_says_why()
    {
        new JournaledIssue().AssertRefused(IssueRefusals.DeclineReasonMissing, new IssueCommand { Decline = new DeclineIssue() }, Dispatcher, Written());
        new JournaledIssue().AssertRefused(IssueRefusals.ReasonMissing, new IssueCommand { Decline = new DeclineIssue { Reason = DeclineReason.TooVague } }, Dispatcher);
    }

    [Fact]
    public void One_appeal_is_heard_and_then_the_report_counts_again()
    {
        var issue = new JournaledIssue().Declined();
        issue.Take(new IssueCommand { Appeal = new AppealDecline() }, Reporter(), Written("仍然有坑"));
        Assert.Equal(IssueStage.Opened, issue.State.Stage);
        issue.Take(new IssueCommand { Accept = new AcceptIssue() }, Dispatcher);
        Assert.Equal([ReportId(1)], Assert.Single(issue.Sent, m => m.Grid?.Restored is not null).Grid.Restored.ReportIds);

        var again = new JournaledIssue().Declined();
        again.Take(new IssueCommand { Appeal = new AppealDecline() }, Reporter(), Written("仍然有坑")).Declined();
        again.AssertRefused(IssueRefusals.AppealedBefore, new IssueCommand { Appeal = new AppealDecline() }, Reporter(), Written("仍然有坑"));
        Assert.Equal(2, again.Answers.Count());
        Assert.Single(again.Sent, m => m.Grid?.Declined is not null); // it was withdrawn, and falls from the count once
    }

    [Fact]
    public void A_hard_matter_says_why_it_is_hard()
    {
        var issue = new JournaledIssue();
        issue.AssertRefused(IssueRefusals.HardTriggerMissing, new IssueCommand { Classify = new ClassifyIssue { Size = MatterSize.Hard } }, Dispatcher);
        issue.Take(new IssueCommand { Classify = new ClassifyIssue { Size = MatterSize.Hard, HardTrigger = HardTrigger.BeyondLevel } }, Dispatcher);
        Assert.Equal((MatterSize.Hard, HardTrigger.BeyondLevel), (issue.State.Size, issue.State.HardTrigger));
    }

    [Fact]
    public void Urgency_is_raised_freely_and_lowered_with_a_reason()
    {
        var issue = new JournaledIssue().Take(new IssueCommand { Classify = new ClassifyIssue { Urgency = Urgency.Critical } }, Dispatcher);
        var lower = new IssueCommand { Classify = new ClassifyIssue { Urgency = Urgency.Normal } };
        issue.AssertRefused(IssueRefusals.ReasonMissing, lower.Clone(), Dispatcher);
        Assert.Equal(Urgency.Normal, issue.Take(lower, Dispatcher, Written("已设围挡")).State.Urgency);
        issue.AssertRefused(IssueRefusals.NothingClassified, new IssueCommand { Classify = new ClassifyIssue() }, Dispatcher);
        issue.AssertRefused(IssueRefusals.CategoryMalformed, new IssueCommand { Classify = new ClassifyIssue { Category = "a\nb" } }, Dispatcher);
    }

    [Fact]
    public void Amending_keeps_both_versions()
    {
        var issue = new JournaledIssue();
        var decision = issue.Decide(new IssueCommand { Amend = new AmendReport() }, Reporter(), Written("在桥东侧"));
        Assert.Equal("在桥东侧", decision.Content!.Text);
        issue.Keep(decision);
        issue.Take(new IssueCommand { Amend = new AmendReport() }, Reporter(), Written("在桥西侧"));
        Assert.Equal([2u, 3u], issue.Events.Where(e => e.Amended is not null).Select(e => e.Amended.Version));
        issue.AssertRefused(IssueRefusals.NotAllowed, new IssueCommand { Amend = new AmendReport() }, Reporter(2), Written());
    }

    [Fact]
    public void A_wrong_grid_is_corrected_and_both_grids_hear()
    {
        var issue = new JournaledIssue().Handling();
        issue.AssertRefused(IssueRefusals.GridUnknown, Correct("G9"), Dispatcher, Written("在隔壁"));
        issue.AssertRefused(IssueRefusals.GridUnknown, Correct("G1"), Dispatcher, Written("在隔壁"));
        issue.Take(Correct("G2"), Dispatcher, Written("在隔壁"));
        Assert.Equal(("G2", IssueStage.Accepted, ""), (issue.State.GridCode, issue.State.Stage, issue.State.Lead));
        Assert.Single(issue.Sent, m => m.To == "grid/G1" && m.Grid.Left is not null);
        Assert.Single(issue.Sent, m => m.To == "grid/G2" && m.Grid.Returned is not null);
        Assert.Equal("cadres", issue.State.Answerable); // who was asked first still owes the answer
    }

    private static IssueCommand Correct(string grid) => new() { CorrectGrid = new CorrectGrid { GridCode = grid } };
}

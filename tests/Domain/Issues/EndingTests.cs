using RealtimeGov.Domain.Issues;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;
using static RealtimeGov.Domain.Tests.Issues.LoopSamples;

namespace RealtimeGov.Domain.Tests.Issues;

public sealed class EndingTests
{
    [Fact]
    public void Every_reporter_is_told_once_and_rates_once()
    {
        var issue = new JournaledIssue().Take(Add(2), TheSystem).Answered();
        Assert.Equal([ReportId(1), ReportId(2)], issue.Answers.Select(a => a.ReportId));
        issue.AssertRefused(IssueRefusals.ScoreOutOfRange, Rate(6), Reporter());
        issue.Take(Rate(5), Reporter());
        issue.AssertRefused(IssueRefusals.RatedBefore, Rate(1), Reporter());
        Assert.Equal(IssueStage.Answered, issue.State.Stage);
        Assert.Equal(IssueStage.Closed, issue.Take(Rate(2), Reporter(2)).State.Stage); // the last one closes it
        Assert.Equal(2, issue.Answers.Count());
    }

    [Fact]
    public void A_report_that_comes_after_the_answer_is_answered_at_once()
    {
        var issue = new JournaledIssue().Answered().Take(Add(2), TheSystem);
        Assert.Equal([(ReportId(1), false), (ReportId(2), true)], issue.Answers.Select(a => (a.ReportId, a.Answered.Late)));
        Assert.Equal([1u, 1u], issue.Answers.Select(a => a.Answered.Answer));
        issue.Take(Add(3), TheSystem);
        Assert.Equal(3, issue.Answers.Count());
        Assert.Empty(issue.Decide(Add(3), TheSystem).Events);
    }

    [Fact]
    public void A_report_that_comes_after_a_decline_does_not_count_either()
    {
        var issue = new JournaledIssue().Declined().Take(Add(2), TheSystem);
        Assert.Equal([ReportId(1), ReportId(2)], issue.Sent.Where(m => m.Grid?.Declined is not null).SelectMany(m => m.Grid.Declined.ReportIds));
        Assert.Equal(2, issue.Answers.Count(a => a.DeclinedFor == DeclineReason.NothingToDo));
    }

    [Fact]
    public void Reopened_it_is_answered_again()
    {
        var issue = new JournaledIssue().Answered();
        issue.AssertRefused(IssueRefusals.ReasonMissing, Reopen(), Reporter());
        issue.Take(Reopen(), Reporter(), Written("又坏了"));
        Assert.Equal(IssueStage.Accepted, issue.State.Stage);
        issue.Answered();
        Assert.Equal([1u, 2u], issue.Answers.Select(a => a.Answered.Answer));
        issue.Take(Reopen(), Reporter(), Written("又坏了")).Answered();
        issue.AssertRefused(IssueRefusals.TooOften, Reopen(), Reporter(), Written("又坏了"));
        issue.Take(Reopen(), Dispatcher, Written("又坏了"));
    }

    [Fact]
    public void After_the_time_for_it_a_reporter_reopens_nothing()
    {
        var issue = new JournaledIssue().Answered();
        issue.RunUntil(issue.NowUs + 91 * Instant.DayUs);
        issue.AssertRefused(IssueRefusals.TooLate, Reopen(), Reporter(), Written("又坏了"));
    }

    [Fact]
    public void A_forced_close_tells_the_reporters_unless_they_know()
    {
        var issue = new JournaledIssue().Handling();
        issue.AssertRefused(IssueRefusals.NotAllowed, Force(), Dispatcher, Written("不再办理"));
        issue.AssertRefused(IssueRefusals.NotAbove, Force(), new StepTaker { Person = "p", Unit = "town", Roles = { LoopRole.Supervisor } }, Written("不再办理"));
        issue.Take(Force(), Supervisor, Written("不再办理"));
        Assert.Equal((IssueStage.Closed, IssueEnding.Forced), (issue.State.Stage, Assert.Single(issue.Answers).Answered.Ending));
        Assert.Single(new JournaledIssue().Answered().Take(Force(), Supervisor, Written("不再等待")).Answers);
    }

    [Fact]
    public void A_re_check_after_some_days_reopens_what_does_not_hold()
    {
        var issue = new JournaledIssue().Answered();
        issue.AssertRefused(IssueRefusals.DaysOutOfRange, Close(91), Dispatcher);
        issue.Take(Close(10), Dispatcher);
        issue.RunUntil(issue.NowUs + 11 * Instant.DayUs);
        Assert.Single(issue.Sent, m => m.To == "unit/cadres" && m.Unit.RecheckDue is not null);
        issue.Take(new IssueCommand { Recheck = new RecheckIssue { Passed = false } }, Checker, Written("又塌了"));
        Assert.Equal(IssueStage.Accepted, issue.State.Stage);
        Assert.Contains(issue.Events, e => e.Reopened is { ByRecheck: true });
    }

    [Fact]
    public void What_nobody_answers_closes_and_a_late_answer_reopens_it()
    {
        var issue = new JournaledIssue().Handling();
        issue.AssertRefused(IssueRefusals.DaysOutOfRange, Ask(6), Dispatcher, Written("在哪个位置？"));
        issue.Take(Ask(3), Dispatcher, Written("在哪个位置？"));
        Assert.Equal([IssueClock.AskBack], issue.Deadlines.Select(row => row.Clock));
        issue.RunUntil(issue.NowUs + 4 * Instant.DayUs);
        Assert.Equal((IssueStage.Closed, IssueEnding.Unanswered), (issue.State.Stage, Assert.Single(issue.Answers).Answered.Ending));
        issue.Take(new IssueCommand { Reply = new ReplyToAsk() }, Reporter(), Written("桥东"));
        Assert.Equal(IssueStage.Handling, issue.State.Stage);
        Assert.Equal(2, issue.Resolved(feedBack: true).Answers.Count());
        issue.Take(Close(0), Dispatcher);
        issue.AssertRefused(IssueRefusals.StageForbids, new IssueCommand { Reply = new ReplyToAsk() }, Reporter(), Written("桥东"));
    }

    private static IssueCommand Rate(int score) => new() { Rate = new RateIssue { Score = score } };

    private static IssueCommand Reopen() => new() { Reopen = new ReopenIssue() };

    private static IssueCommand Force() => new() { ForceClose = new ForceCloseIssue() };

    private static IssueCommand Close(int recheckDays) => new() { Close = new CloseIssue { RecheckAfterDays = recheckDays } };

    private static IssueCommand Ask(int days) => new() { AskBack = new AskBack { Days = days } };

    private static IssueCommand Add(int report) => new() { AddReport = new AddReport { Report = new IssueReport { ReportId = ReportId(report), Origin = Origin.Resident } } };
}

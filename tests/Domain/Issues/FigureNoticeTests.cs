using RealtimeGov.Domain.Issues;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;
using static RealtimeGov.Domain.Tests.Issues.LoopSamples;

namespace RealtimeGov.Domain.Tests.Issues;

/// <summary>What an issue tells the grids for their figures.</summary>
public sealed class FigureNoticeTests
{
    private readonly JournaledIssue issue = new();

    [Fact]
    public void The_first_review_is_told_once_whatever_step_it_was()
    {
        foreach (var step in new Action<JournaledIssue>[]
        {
            one => one.Take(new IssueCommand { Accept = new AcceptIssue() }, Dispatcher).Routed(),
            one => one.Routed().Resolved(feedBack: true),
            one => one.Take(new IssueCommand { ForceClose = new ForceCloseIssue() }, Leader, Written("停办")),
        })
        {
            var told = new JournaledIssue();
            step(told);
            Assert.Equal([ReportId(1)], Assert.Single(told.Sent, message => message.Grid?.Reviewed is not null).Grid.Reviewed.ReportIds);
        }
        Assert.DoesNotContain(new JournaledIssue().Declined().Sent, message => message.Grid?.Reviewed is not null); // the decline says it
        Assert.DoesNotContain(new JournaledIssue().Take(new IssueCommand { AskBack = new AskBack() }, Dispatcher, Written()).Sent, message => message.Grid is not null);
    }

    [Fact]
    public void A_report_that_joined_what_was_reviewed_is_told_unless_its_grid_knew()
    {
        issue.Routed();
        Add(2, reviewed: false);
        Add(3, reviewed: true);
        Assert.Equal([ReportId(1), ReportId(2)], issue.Sent.Where(m => m.Grid?.Reviewed is not null).SelectMany(m => m.Grid.Reviewed.ReportIds));
    }

    [Fact]
    public void Each_decision_tells_what_it_adds_to_its_day()
    {
        issue.Routed();
        Assert.Equal(new IssueProgressed { AtUs = issue.NowUs, Accepted = 1 }, Told());
        issue.Take(new IssueCommand { TakeOver = new TakeOverIssue() }, Holder("roads"));
        Assert.Null(Told());
        issue.Resolved(feedBack: true);
        Assert.Equal(new IssueProgressed { AtUs = issue.NowUs, Answered = 1 }, Told());
        issue.Take(new IssueCommand { Close = new CloseIssue() }, Dispatcher);
        Assert.Equal(new IssueProgressed { AtUs = issue.NowUs, Closed = 1, ClosedOnTime = 1 }, Told());
        issue.Take(new IssueCommand { Reopen = new ReopenIssue() }, Dispatcher, Written("又坏了")).Routed();
        Assert.Null(Told()); // accepted once
    }

    [Fact]
    public void What_is_answered_after_its_limit_is_closed_late_and_its_cards_are_told()
    {
        issue.Handling();
        issue.RunUntil(NowUs + 60 * Instant.DayUs);
        Assert.Equal((2u, 2u), Cards()); // of the holder and of the whole
        issue.Resolved(feedBack: true).Take(new IssueCommand { Close = new CloseIssue() }, Dispatcher);
        Assert.Equal(new IssueProgressed { AtUs = issue.NowUs, Closed = 1 }, Told());

        (uint, uint) Cards()
        {
            var told = issue.Sent.Select(m => m.Grid?.Progressed).OfType<IssueProgressed>().ToList();
            return ((uint)told.Sum(one => one.YellowCards), (uint)told.Sum(one => one.RedCards));
        }
    }

    [Fact]
    public void What_joins_or_is_a_part_counts_with_the_other()
    {
        issue.Take(new IssueCommand { Join = new JoinIssue { Parent = "G1.9" } }, Dispatcher);
        Assert.Null(Told());
        Assert.Single(issue.Sent, message => message.Grid?.Reviewed is not null);
        issue.Take(new IssueCommand { ParentAnswers = new ParentAnswers { Parent = "G1.9", Answer = 1, Ending = IssueEnding.Resolved } }, TheSystem);
        Assert.Null(Told());
        var part = new JournaledIssue("G1.8", opened: Opened(8, partOf: "G1.7", part: 1)).Answered();
        Assert.DoesNotContain(part.Sent, message => message.Grid is { Reviewed: not null } or { Progressed: not null });
    }

    [Fact]
    public void What_leaves_its_parent_is_accepted_then_and_what_was_accepted_before_is_not_once_more()
    {
        var (join, leave) = (new IssueCommand { Join = new JoinIssue { Parent = "G1.9" } }, new IssueCommand { LeaveParent = new LeaveParent() });
        issue.Take(join.Clone(), Dispatcher).Take(leave.Clone(), Dispatcher, Written("不是一回事"));
        Assert.Equal(new IssueProgressed { AtUs = issue.NowUs, Accepted = 1 }, Told());
        issue.Take(join.Clone(), Dispatcher).Take(leave.Clone(), Dispatcher, Written("不是一回事"));
        Assert.Null(Told());
        Assert.Equal(1, issue.Sent.Count(message => message.Grid?.Progressed is not null));
    }

    [Fact]
    public void Of_an_issue_of_another_grid_the_counts_stay_where_they_are_and_the_work_counts_where_it_is_done()
    {
        issue.Take(new IssueCommand { CorrectGrid = new CorrectGrid { GridCode = "G2" } }, Dispatcher, Written("在隔壁"));
        issue.Take(new IssueCommand { Accept = new AcceptIssue() }, Dispatcher);
        Assert.Equal("grid/G1", Assert.Single(issue.Sent, message => message.Grid?.Reviewed is not null).To);
        Assert.Equal("grid/G2", Assert.Single(issue.Sent, message => message.Grid?.Progressed is not null).To);
    }

    [Fact]
    public void A_report_that_joined_an_appealed_decline_falls_with_the_second_one()
    {
        issue.Declined().Take(new IssueCommand { Appeal = new AppealDecline() }, Reporter(), Written("仍在"));
        Add(2, reviewed: false);
        issue.Declined();
        Assert.Equal([ReportId(1), ReportId(2)], issue.Sent.Last(message => message.Grid?.Declined is not null).Grid.Declined.ReportIds);
    }

    [Fact]
    public void What_is_about_a_person_is_so_in_every_joined_issue()
    {
        var town = new IssueTown(Context);
        var (parent, child) = (town.Open(), town.Open());
        town.Send(child.State.Id, new IssueCommand { Join = new JoinIssue { Parent = parent.State.Id } }, Dispatcher);
        town.DeliverAll();
        town.Send(parent.State.Id, new IssueCommand { Decline = new DeclineIssue { Reason = DeclineReason.AboutAPerson } }, Dispatcher, Written("请致电调解室"));
        town.DeliverAll();
        Assert.True(Assert.Single(child.Sent, message => message.Grid?.Declined is not null).Grid.Declined.Erase);
        Assert.Equal(DeclineReason.AboutAPerson, child.State.DeclinedFor);
    }

    private void Add(int report, bool reviewed) => issue.Take(
        new IssueCommand { AddReport = new AddReport { Report = new IssueReport { ReportId = ReportId(report), ReceivedAtUs = issue.NowUs, Reviewed = reviewed } } }, TheSystem);

    /// <summary>What the last decision told.</summary>
    private IssueProgressed? Told() => issue.Sent.Select(message => message.Grid?.Progressed).OfType<IssueProgressed>().SingleOrDefault(one => one.AtUs == issue.NowUs);
}

using RealtimeGov.Domain.Issues;
using RealtimeGov.Protos;
using static RealtimeGov.Domain.Tests.Issues.LoopSamples;

namespace RealtimeGov.Domain.Tests.Issues;

public sealed class LinkTests
{
    private readonly IssueTown town = new(Context);

    [Fact]
    public void Closing_a_parent_answers_and_closes_every_joined_issue_once()
    {
        var (parent, child) = Joined();
        Resolve(parent);
        town.DeliverAll();
        Assert.Equal((IssueStage.Answered, IssueStage.Closed), (parent.State.Stage, child.State.Stage));
        Assert.Equal(2, town.Told.Count);
        Assert.Equal(2, town.Told.Select(told => told.Report).Distinct().Count());

        Ok(town.Send(parent.State.Id, new IssueCommand { Reopen = new ReopenIssue() }, Dispatcher, Written("又坏了")));
        town.DeliverAll();
        Assert.Equal((IssueStage.Accepted, IssueStage.Joined), (parent.State.Stage, child.State.Stage));
        Resolve(parent);
        town.DeliverAll();
        Assert.Equal(4, town.Told.Count);
        Assert.Equal(4, town.Told.Distinct().Count());
    }

    [Fact]
    public void A_declined_parent_declines_its_children_and_an_appeal_of_one_goes_alone()
    {
        var (parent, child) = (town.Open(), town.Open());
        Ok(town.Send(child.State.Id, Join(parent), Dispatcher));
        town.DeliverAll();
        Ok(town.Send(parent.State.Id, new IssueCommand { Decline = new DeclineIssue { Reason = DeclineReason.TooVague } }, Dispatcher, Written("说不清")));
        town.DeliverAll();
        Assert.Equal(IssueStage.Declined, child.State.Stage);
        Ok(town.Send(child.State.Id, new IssueCommand { Appeal = new AppealDecline() }, Reporter(2), Written("看得清")));
        town.DeliverAll();
        Assert.Equal((IssueStage.Opened, "", 0), (child.State.Stage, child.State.Parent, parent.State.Children.Count));
        Assert.Equal(IssueStage.Declined, parent.State.Stage);
    }

    [Fact]
    public void Leaving_a_parent_the_child_s_clocks_go_on()
    {
        var (parent, child) = Joined();
        Assert.DoesNotContain(child.Deadlines, row => row.Clock is IssueClock.Route or IssueClock.Whole);
        Ok(town.Send(child.State.Id, new IssueCommand { LeaveParent = new LeaveParent() }, Dispatcher, Written("不是一回事")));
        town.DeliverAll();
        Assert.Equal((IssueStage.Accepted, 0), (child.State.Stage, parent.State.Children.Count));
        Assert.Contains(child.Deadlines, row => row.Clock == IssueClock.Whole);
        Resolve(parent);
        town.DeliverAll();
        Assert.Single(town.Told);
    }

    [Fact]
    public void Two_that_join_each_other_at_once_both_go_on_alone()
    {
        var (a, b) = (town.Open(), town.Open());
        Ok(town.Send(a.State.Id, Join(b), Dispatcher));
        Ok(town.Send(b.State.Id, Join(a), Dispatcher));
        town.DeliverAll();
        Assert.Equal((IssueStage.Accepted, IssueStage.Accepted), (a.State.Stage, b.State.Stage));
        Assert.All([a, b], issue => Assert.Contains(issue.Events, e => e.LeftParent is { Refused: true }));
    }

    [Fact]
    public void Joining_what_was_answered_is_answered_at_once()
    {
        var (parent, child) = (town.Open(), town.Open());
        Resolve(parent);
        Ok(town.Send(child.State.Id, Join(parent), Dispatcher));
        town.DeliverAll();
        Assert.Equal(IssueStage.Closed, child.State.Stage);
        Assert.Equal(2, town.Told.Count);
    }

    [Fact]
    public void A_join_that_cannot_be_is_refused()
    {
        var (parent, child) = Joined();
        parent.AssertRefused(IssueRefusals.HasChildren, Join(town.Open()), Dispatcher);
        parent.AssertRefused(IssueRefusals.JoinsItself, Join(parent), Dispatcher);
        parent.AssertRefused(IssueRefusals.IssueIdMalformed, new IssueCommand { Join = new JoinIssue { Parent = "nothing" } }, Dispatcher);
        child.AssertRefused(IssueRefusals.StageForbids, Join(parent), Dispatcher);
        var part = new JournaledIssue("G1.8", opened: Opened(8, partOf: "G1.7", part: 1));
        part.AssertRefused(IssueRefusals.JoinsItself, new IssueCommand { Join = new JoinIssue { Parent = "G1.7" } }, Dispatcher);
    }

    [Fact]
    public void A_part_of_a_part_does_not_close_a_circle_in_which_everybody_waits()
    {
        var whole = town.Open();
        Ok(town.Send(whole.State.Id, new IssueCommand { Split = new SplitIssue { Categories = { "roads", "water" } } }, Dispatcher));
        town.DeliverAll();
        Ok(town.Send("G1.2", new IssueCommand { Split = new SplitIssue { Categories = { "roads", "water" } } }, Dispatcher));
        town.DeliverAll();
        town.Issues["G1.4"].AssertRefused(IssueRefusals.PartJoins, Join(whole), Dispatcher);
        foreach (var part in new[] { "G1.3", "G1.4", "G1.5" }) Resolve(town.Issues[part]);
        town.DeliverAll();
        Assert.Equal(IssueStage.Answered, whole.State.Stage);
    }

    [Fact]
    public void A_split_is_answered_once_when_its_last_part_ends()
    {
        var whole = town.Open();
        whole.AssertRefused(IssueRefusals.PartsOutOfRange, new IssueCommand { Split = new SplitIssue { Categories = { "roads" } } }, Dispatcher);
        Ok(town.Send(whole.State.Id, new IssueCommand { Split = new SplitIssue { Categories = { "roads", "water" } } }, Dispatcher));
        town.DeliverAll();
        Resolve(town.Issues["G1.2"]);
        town.DeliverAll();
        Assert.Equal((IssueStage.Split, IssueStage.Closed), (whole.State.Stage, town.Issues["G1.2"].State.Stage));
        Assert.Empty(town.Told);
        Resolve(town.Issues["G1.3"]);
        town.DeliverAll();
        Assert.Equal(IssueStage.Answered, whole.State.Stage);
        Assert.Equal(("report/00000001-0000-0000-0000-000000000001", "G1.1", 1u), Assert.Single(town.Told));

        Ok(town.Send("G1.2", new IssueCommand { Reopen = new ReopenIssue() }, Dispatcher, Written("又坏了")));
        town.DeliverAll();
        Assert.Equal(IssueStage.Split, whole.State.Stage);
        Resolve(town.Issues["G1.2"]);
        town.DeliverAll();
        Assert.Equal([1u, 2u], town.Told.Select(told => told.Answer));
    }

    [Fact]
    public void A_wrongly_joined_report_becomes_an_issue_on_its_own_clock()
    {
        var issue = town.Open();
        issue.AssertRefused(IssueRefusals.LastReport, new IssueCommand { SplitReport = new SplitReport { ReportId = ReportId(1) } }, Dispatcher);
        issue.AssertRefused(IssueRefusals.ReportNotHere, new IssueCommand { SplitReport = new SplitReport { ReportId = ReportId(9) } }, Dispatcher);
        var report = new IssueReport { ReportId = ReportId(7), ReceivedAtUs = NowUs + 5 };
        Ok(town.Send(issue.State.Id, new IssueCommand { AddReport = new AddReport { Report = report } }, TheSystem));
        var decision = town.Send(issue.State.Id, new IssueCommand { SplitReport = new SplitReport { ReportId = ReportId(7) } }, Dispatcher);
        Assert.Equal(report, Assert.Single(decision.Messages).Grid.OpenReport.Report);
        Resolve(issue);
        town.DeliverAll();
        Assert.Equal("G1.1", Assert.Single(town.Told).Issue);
        Assert.Equal([ReportId(7)], town.Issues["G1.2"].State.Reports.Select(r => r.ReportId));
    }

    private (JournaledIssue Parent, JournaledIssue Child) Joined()
    {
        var (parent, child) = (town.Open(), town.Open());
        Ok(town.Send(child.State.Id, Join(parent), Dispatcher));
        town.DeliverAll();
        Assert.Equal(IssueStage.Joined, child.State.Stage);
        Assert.Equal([child.State.Id], parent.State.Children);
        return (parent, child);
    }

    private void Resolve(JournaledIssue issue)
    {
        Ok(town.Send(issue.State.Id, new IssueCommand { Route = new RouteIssue { Lead = "roads" } }, Dispatcher));
        Ok(town.Send(issue.State.Id, new IssueCommand { Resolve = new ResolveIssue { FeedBack = true } }, Holder("roads"), Written(photo: true)));
    }

    private static IssueCommand Join(JournaledIssue parent) => new() { Join = new JoinIssue { Parent = parent.State.Id } };

    private static void Ok(IssueDecision decision) => Assert.True(decision.Events.Count > 0, $"{decision.Refused}: {decision.Detail}");
}

using RealtimeGov.Domain.Issues;
using RealtimeGov.Grains.Tests.Placement;
using RealtimeGov.Grains.Tests.Towns;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Tests.Issues;

public sealed class IssueGrainTests
{
    [Fact]
    public async Task The_short_path_leads_from_a_report_to_a_closed_issue_and_stays_after_a_restart()
    {
        await using var town = await TestTown.Start();
        var issue = (await town.Grains.Grid("G1").SendOne(Reports.New())).IssueId;
        Assert.Equal(IssueStage.Accepted, (await town.Step(issue, Steps.Accept.By(Steps.Desk))).Stage);
        Assert.Equal(IssueStage.Routed, (await town.Step(issue, Steps.Route.By(Steps.Desk))).Stage);
        Assert.Equal(("V1", "T"), ((await town.Row(issue)).Holder, (await town.Row(issue)).Work.Supervisor));
        Assert.Equal(IssueStage.Handling, (await town.Step(issue, Steps.TakeOver.By(Steps.Holder))).Stage);
        Assert.Equal(IssueStage.Answered, (await town.Step(issue, Steps.Resolve(feedBack: true).By(Steps.Holder))).Stage);
        await town.Restart();
        var closed = await town.Step(issue, Steps.Close.By(Steps.Desk));
        Assert.Equal(IssueStage.Closed, closed.Stage);
        var row = await town.Row(issue);
        Assert.Equal(("closed", closed.Version, IssueEnding.Resolved, 1u), (row.State, row.Version, row.Work.Ending, row.Work.Answer));
        Assert.Equal("closed", (await town.Grains.ViewIssue(issue, new IssueQuery())).State);
        Assert.Empty(await town.Journal.ReadModel.OpenIssues(default));
    }

    [Fact]
    public async Task J13_each_event_names_who_took_the_step_and_by_which_command()
    {
        await using var town = await TestTown.Start();
        var issue = (await town.Grains.Grid("G1").SendOne(Reports.New())).IssueId;
        var command = Steps.Accept.By(Steps.Desk);
        await town.Step(issue, command);
        var history = await town.History(issue);
        Assert.Equal(("person", "沈主任"), (history[^1].PrincipalKind, history[^1].PrincipalId));
        var accepted = Assert.Single(history, step => step.Event.Accepted is not null);
        Assert.Equal((command.CommandId, "沈主任", "T"), (accepted.Event.CommandId, accepted.Event.By, accepted.Event.ByUnit));
    }

    [Fact]
    public async Task A_repeated_command_changes_nothing_also_after_a_restart()
    {
        await using var town = await TestTown.Start();
        var issue = (await town.Grains.Grid("G1").SendOne(Reports.New())).IssueId;
        var command = Steps.Accept.By(Steps.Desk);
        var first = await town.Step(issue, command);
        for (var start = 0; start < 2; start++)
        {
            var again = await town.Step(issue, command);
            Assert.Equal((false, first.Version, IssueStage.Accepted), (again.Changed, again.Version, again.Stage));
            Assert.Equal((int)first.Version, (await town.History(issue)).Count);
            await town.Restart();
        }
    }

    [Fact]
    public async Task Of_two_that_decide_on_one_version_the_second_is_told_what_happened()
    {
        await using var town = await TestTown.Start();
        var issue = (await town.Grains.Grid("G1").SendOne(Reports.New())).IssueId;
        var replies = await Task.WhenAll(
            town.Grains.Take(issue, Steps.Accept.By(Steps.Desk, version: 1)), town.Grains.Take(issue, Steps.Decline.By(Steps.Desk, version: 1)));
        var late = Assert.Single(replies, reply => reply.Refused.Length > 0);
        Assert.Equal((IssueRefusals.VersionPassed, replies.Single(reply => reply.Changed).Version), (late.Refused, late.Version));
        Assert.Equal((int)late.Version, (await town.History(issue)).Count);
    }

    [Fact]
    public async Task S8_a_refused_step_changes_nothing_not_even_the_clocks()
    {
        await using var town = await TestTown.Start();
        var issue = (await town.Grains.Grid("G1").SendOne(Reports.New())).IssueId;
        Assert.Equal(IssueRefusals.StageForbids, (await town.Grains.Take(issue, Steps.Close.By(Steps.Desk))).Refused);
        Assert.Equal(IssueRefusals.NotAllowed, (await town.Grains.Take(issue, Steps.Accept.By(Steps.Holder))).Refused);
        Assert.Equal(IssueRefusals.Unknown, (await town.Grains.Take("G1.9", Steps.Accept.By(Steps.Desk))).Refused);
        Assert.Single(await town.History(issue));
        Assert.Equal(1ul, (await town.Row(issue)).Version);
    }

    [Fact]
    public async Task An_issue_that_is_asked_before_it_is_opened_takes_steps_once_it_is()
    {
        await using var town = await TestTown.Start();
        Assert.Equal(IssueRefusals.Unknown, (await town.Grains.Take("G1.1", Steps.Accept.By(Steps.Desk))).Refused);
        await town.Grains.Grid("G1").SendOne(Reports.New());
        Assert.Equal(IssueStage.Accepted, (await town.Step("G1.1", Steps.Accept.By(Steps.Desk))).Stage);
    }

    [Fact]
    public async Task J2_a_step_whose_commit_fails_is_decided_again()
    {
        await using var town = await TestTown.Start();
        var issue = (await town.Grains.Grid("G1").SendOne(Reports.New())).IssueId;
        var lost = town.Faults.LoseAnswer($"issue/{issue}", 2);
        var reply = await town.Step(issue, Steps.Accept.By(Steps.Desk));
        await lost.Reached;
        Assert.Equal((IssueStage.Accepted, (int)reply.Version), (reply.Stage, (await town.History(issue)).Count));
        Assert.Single(await town.History(issue), step => step.Event.Accepted is not null);
    }

    [Fact]
    public async Task S6_steps_go_on_through_moves()
    {
        await using var town = await TestTown.Start();
        var issue = (await town.Grains.Grid("G1").SendOne(Reports.New())).IssueId;
        foreach (var step in new[] { Steps.Accept.By(Steps.Desk), Steps.Route.By(Steps.Desk), Steps.TakeOver.By(Steps.Holder), Steps.Resolve(true).By(Steps.Holder), Steps.Close.By(Steps.Desk) })
        {
            var moving = town.Placement.Move("G1", town.Placement.Other("G1"));
            await town.Step(issue, step);
            await moving;
        }
        Assert.Equal("closed", (await town.Row(issue)).State);
    }
}

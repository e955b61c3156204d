using RealtimeGov.Domain.Issues;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;
using static RealtimeGov.Domain.Tests.Issues.LoopSamples;
using Step = RealtimeGov.Protos.IssueCommand.StepOneofCase;

namespace RealtimeGov.Domain.Tests.Issues;

/// <summary>The table says what the decider does: every step in every stage.</summary>
public sealed class StepTableTests
{
    private static readonly IssueStage[] Stages = [.. Enum.GetValues<IssueStage>().Where(stage => stage != IssueStage.Unspecified)];

    public static TheoryData<Step> Steps => [.. Enum.GetValues<Step>().Where(step => step != Step.None)];

    [Theory]
    [MemberData(nameof(Steps))]
    public void A_step_is_allowed_where_the_table_says_and_leads_where_it_says(Step step)
    {
        var rule = IssueSteps.Find(step)!;
        foreach (var stage in Stages)
            for (var number = 0; number < 6; number++)
            {
                var issue = At(stage);
                var command = AnySteps.Of(step, issue.State, issue.NowUs, number, ["G1.77"]);
                var decision = issue.Decide(command, AnySteps.Taker(issue.State, rule, number), AnySteps.Content);
                if (!rule.From.Contains(stage)) Assert.Equal(IssueRefusals.StageForbids, decision.Refused);
                else Assert.NotEqual(IssueRefusals.NotAllowed, decision.Refused);
                issue.Keep(decision);
                if (issue.State.Stage != stage) Assert.Contains(issue.State.Stage, rule.Next);
            }
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public void A_step_is_for_those_whom_the_table_names(Step step)
    {
        var rule = IssueSteps.Find(step)!;
        var issue = At(rule.From[0]);
        var command = AnySteps.Of(step, issue.State, issue.NowUs, 0, ["G1.77"]);
        foreach (var role in Enum.GetValues<LoopRole>())
        {
            var taker = AnySteps.Taker(issue.State, rule);
            taker.Roles.Clear();
            taker.Roles.Add(role);
            var isNamed = (StepTakers.Of(issue.State, taker, Context.Routing) & rule.By) != Takers.None;
            var refused = issue.Decide(command.Clone(), taker, AnySteps.Content).Refused;
            Assert.Equal(isNamed, refused is not (IssueRefusals.NotAllowed or IssueRefusals.NotAbove));
        }
    }

    [Fact]
    public void Whoever_has_no_part_in_the_issue_takes_no_step()
    {
        foreach (var rule in IssueSteps.Table)
            At(rule.From[0]).AssertRefused(
                IssueRefusals.NotAllowed,
                AnySteps.Of(rule.Step, At(rule.From[0]).State, NowUs, 0, ["G1.77"]),
                new StepTaker { Person = "p", Unit = "water", ReportId = ReportId(99), Roles = { LoopRole.Reporter, LoopRole.Finder, LoopRole.Holder } },
                AnySteps.Content);
    }

    [Fact]
    public void Every_step_that_a_command_can_name_has_one_row() =>
        Assert.Equal(Enum.GetValues<Step>().Where(step => step != Step.None).Order(), IssueSteps.Table.Select(rule => rule.Step).Order());

    [Fact]
    public void What_a_step_needs_is_asked_for()
    {
        foreach (var rule in IssueSteps.Table.Where(rule => rule.Needs != Needs.Nothing))
        {
            var issue = At(rule.From[0]);
            var command = AnySteps.Of(rule.Step, issue.State, issue.NowUs, 0, ["G1.77"]);
            var taker = AnySteps.Taker(issue.State, rule);
            issue.AssertRefused(rule.Needs.HasFlag(Needs.Reason) ? IssueRefusals.ReasonMissing : IssueRefusals.TextMissing, command.Clone(), taker, Written("  \n"));
            issue.AssertRefused(IssueRefusals.TextTooLong, command.Clone(), taker, Written(new string('字', 2001)));
            issue.AssertRefused(IssueRefusals.TextMalformed, command.Clone(), taker, Written("a\u0007"));
            issue.AssertRefused(IssueRefusals.PhotosTooMany, command.Clone(), taker, new StepContent { Text = "a", PhotoIds = { Enumerable.Repeat(new string('a', 64), 21) } });
        }
    }

    [Fact]
    public void A_command_without_a_step_an_id_or_a_taker_is_a_fault()
    {
        var issue = new JournaledIssue();
        Assert.Equal(IssueRefusals.CommandMalformed, IssueDecider.Decide(issue.State, new IssueCommand { CommandId = "c", By = Dispatcher }, Context).Refused);
        Assert.Equal(IssueRefusals.CommandMalformed, IssueDecider.Decide(issue.State, new IssueCommand { By = Dispatcher, Accept = new AcceptIssue() }, Context).Refused);
        Assert.Equal(IssueRefusals.CommandMalformed, IssueDecider.Decide(issue.State, new IssueCommand { CommandId = "c", Accept = new AcceptIssue() }, Context).Refused);
    }

    [Fact]
    public void The_second_of_two_is_told_and_a_repeated_command_changes_nothing()
    {
        var issue = new JournaledIssue();
        var version = issue.State.Version;
        var first = new IssueCommand { CommandId = "first", ExpectedVersion = version, Accept = new AcceptIssue() };
        issue.Take(first, Dispatcher);
        Assert.Same(IssueDecision.Unchanged, issue.Decide(first, Dispatcher));
        issue.AssertRefused(IssueRefusals.VersionPassed, new IssueCommand { CommandId = "second", ExpectedVersion = version, Accept = new AcceptIssue() }, Dispatcher);
    }

    [Fact]
    public void An_issue_that_was_never_opened_takes_no_step() => Assert.Equal(
        IssueRefusals.Unknown,
        IssueDecider.Decide(new IssueState("G1.1"), new IssueCommand { CommandId = "c", By = Dispatcher, Accept = new AcceptIssue() }, Context).Refused);

    private static JournaledIssue At(IssueStage stage)
    {
        var issue = new JournaledIssue();
        return stage switch
        {
            IssueStage.Opened => issue,
            IssueStage.Accepted => issue.Take(new IssueCommand { Accept = new AcceptIssue() }, Dispatcher),
            IssueStage.Routed => issue.Routed("town"),
            IssueStage.Handling => Shared(issue),
            IssueStage.Checking => Checking(),
            IssueStage.Resolved => issue.Handling("town").Resolved(),
            IssueStage.Answered => issue.Handling("town").Resolved(feedBack: true),
            IssueStage.Closed => issue.Handling("town").Resolved(feedBack: true).Take(new IssueCommand { Close = new CloseIssue() }, Dispatcher),
            IssueStage.Declined => issue.Declined(),
            IssueStage.Asked => issue.Handling("town").Take(new IssueCommand { AskBack = new AskBack() }, Dispatcher, Written()),
            IssueStage.Suspended => issue.Handling("town").Take(new IssueCommand { Suspend = new SuspendIssue { UntilUs = NowUs + Instant.DayUs } }, Dispatcher, Written()),
            IssueStage.Joined => issue.Take(new IssueCommand { Join = new JoinIssue { Parent = "G9.1" } }, Dispatcher),
            IssueStage.Split => issue.Take(new IssueCommand { Split = new SplitIssue { Categories = { "roads", "water" } } }, Dispatcher),
            _ => throw new ArgumentOutOfRangeException(nameof(stage), stage, "no stage"),
        };
    }

    private static JournaledIssue Shared(JournaledIssue issue) =>
        issue.Take(new IssueCommand { Route = new RouteIssue { Lead = "town", Others = { "roads" } } }, Dispatcher)
            .Take(new IssueCommand { TakeOver = new TakeOverIssue() }, Holder("town"));

    private static JournaledIssue Checking()
    {
        var issue = new JournaledIssue(context: Sampled).Handling("town").Resolved();
        issue.Context = Context;
        return issue;
    }
}

using RealtimeGov.Domain.Issues;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;
using static RealtimeGov.Domain.Tests.Issues.LoopSamples;

namespace RealtimeGov.Domain.Tests.Issues;

public sealed class WorkTests
{
    [Fact]
    public void The_short_path_is_two_actions()
    {
        var issue = new JournaledIssue();
        issue.Take(new IssueCommand { Route = new RouteIssue() }, Dispatcher);
        Assert.Equal(("cadres", "town", LoopLevel.Village), (issue.State.Lead, issue.State.Supervisor, issue.State.Level)); // the defaults
        issue.Resolved(feedBack: true);
        Assert.Equal(IssueStage.Answered, issue.State.Stage);
        Assert.Equal(IssueEnding.Resolved, Assert.Single(issue.Answers).Answered.Ending);
        issue.RunUntil(issue.NowUs + 8 * Instant.DayUs);
        Assert.Equal(IssueStage.Closed, issue.State.Stage);
        Assert.Single(issue.Answers);
    }

    [Fact]
    public void Whoever_takes_over_only_becomes_the_holder()
    {
        var issue = new JournaledIssue().Handling("roads");
        Assert.Equal(("cadres", "roads"), (issue.State.Answerable, issue.State.Lead));
        Assert.Equal("cadres", issue.Resolved(feedBack: true).Answers.Single().Answerable);
    }

    [Fact]
    public void Several_hold_and_one_leads()
    {
        var issue = new JournaledIssue();
        issue.Take(new IssueCommand { Route = new RouteIssue { Lead = "roads", Others = { "water", "cadres" } } }, Dispatcher);
        Assert.Equal((MatterSize.Hard, HardTrigger.SeveralDepartments), (issue.State.Size, issue.State.HardTrigger));
        issue.AssertRefused(IssueRefusals.NotAllowed, new IssueCommand { TakeOver = new TakeOverIssue() }, Holder("water"));
        issue.Take(new IssueCommand { TakeOver = new TakeOverIssue() }, Holder("roads"));
        issue.Take(new IssueCommand { FinishShare = new FinishShare() }, Holder("water"));
        Assert.Equal([false, true], issue.State.Others.Values);
        Assert.Equal(["cadres", "county", "roads", "water"], issue.Sent.Where(m => m.Unit?.Routed is not null).Select(m => m.To["unit/".Length..]).Order());
    }

    [Fact]
    public void Routing_to_nobody_is_refused()
    {
        var issue = new JournaledIssue(context: Context with { Regions = ["G9"] });
        issue.AssertRefused(IssueRefusals.NoHolder, new IssueCommand { Route = new RouteIssue() }, Dispatcher);
        issue.AssertRefused(IssueRefusals.UnitUnknown, new IssueCommand { Route = new RouteIssue { Lead = "nobody" } }, Dispatcher);
        issue.AssertRefused(IssueRefusals.UnitUnknown, new IssueCommand { Route = new RouteIssue { Lead = "roads", Others = { "nobody" } } }, Dispatcher);
        issue.Context = issue.Context with { Rules = IssueRules.Default with { UnitsMax = 1 } };
        issue.AssertRefused(IssueRefusals.UnitsTooMany, new IssueCommand { Route = new RouteIssue { Lead = "roads", Others = { "water", "cadres" } } }, Dispatcher);
        issue.AssertRefused(IssueRefusals.NotAbove, new IssueCommand { Route = new RouteIssue { Lead = "roads", Supervisor = "cadres" } }, Dispatcher);
    }

    [Fact]
    public void Handed_back_too_often_it_goes_upward_and_is_hard()
    {
        var issue = new JournaledIssue();
        for (var time = 0; time < 2; time++)
        {
            issue.Routed("cadres").Take(HandBack(), Holder("cadres"), Written("不属本村"));
            Assert.Equal((IssueStage.Accepted, ""), (issue.State.Stage, issue.State.Lead));
        }
        issue.Routed("cadres").AssertRefused(IssueRefusals.ReasonMissing, HandBack(), Holder("cadres"));
        issue.Take(HandBack(), Holder("cadres"), Written("不属本村"));
        Assert.Equal((IssueStage.Routed, "town", LoopLevel.Town), (issue.State.Stage, issue.State.Lead, issue.State.Level));
        Assert.Equal(HardTrigger.CoordinatedInVain, issue.State.HardTrigger);
        issue.Take(HandBack(), Holder("town"), Written("难办")).Take(HandBack(), Holder("county"), Written("难办"));
        issue.AssertRefused(IssueRefusals.TooOften, HandBack(), Holder("city"), Written("难办"));
    }

    [Fact]
    public void It_goes_up_and_down_the_four_levels()
    {
        var issue = new JournaledIssue().Handling("cadres");
        string[] way = ["town", "county", "city"];
        foreach (var unit in way)
        {
            issue.Take(new IssueCommand { HandUp = new HandUpIssue() }, Holder(issue.State.Lead), Written("超出本级"));
            Assert.Equal(unit, issue.State.Lead);
        }
        Assert.Equal((LoopLevel.City, HardTrigger.BeyondLevel), (issue.State.Level, issue.State.HardTrigger));
        issue.AssertRefused(IssueRefusals.UnitUnknown, new IssueCommand { HandUp = new HandUpIssue() }, Holder("city"), Written("超出本级"));
        issue.AssertRefused(IssueRefusals.LevelWrong, new IssueCommand { HandUp = new HandUpIssue { Unit = "roads" } }, Holder("city"), Written("超出本级"));
        issue.AssertRefused(IssueRefusals.LevelWrong, new IssueCommand { HandDown = new HandDownIssue { Unit = "city" } }, Holder("city"), Written("请办"));
        issue.Take(new IssueCommand { HandDown = new HandDownIssue { Unit = "roads" } }, Holder("city"), Written("请办"));
        Assert.Equal(("roads", LoopLevel.Town, "county"), (issue.State.Lead, issue.State.Level, issue.State.Supervisor));
    }

    [Fact]
    public void A_named_leader_claims_it()
    {
        var issue = new JournaledIssue().Routed().Take(new IssueCommand { Claim = new ClaimIssue() }, Leader);
        Assert.Equal(("leader-1", "city", IssueStage.Handling), (issue.State.ClaimedBy, issue.State.Lead, issue.State.Stage));
    }

    [Fact]
    public void A_sampled_result_is_verified_by_somebody_else()
    {
        var issue = new JournaledIssue(context: Sampled).Handling().Resolved(feedBack: true);
        Assert.Equal(IssueStage.Checking, issue.State.Stage);
        Assert.Empty(issue.Answers);
        var own = new StepTaker { Person = "roads-1", Unit = "town", Roles = { LoopRole.Checker } };
        issue.AssertRefused(IssueRefusals.SamePerson, Verify(true), own);
        issue.AssertRefused(IssueRefusals.ReasonMissing, Verify(false), Checker);
        issue.Take(Verify(false), Checker, Written("坑还在"));
        Assert.Equal(IssueStage.Handling, issue.State.Stage);
        issue.Resolved().Take(Verify(true), Checker);
        Assert.Equal(IssueStage.Resolved, issue.State.Stage);
        issue.Take(new IssueCommand { FeedBack = new FeedBackIssue() }, Dispatcher, Written("已修好"));
        Assert.Single(issue.Answers);
    }

    [Fact]
    public void The_sampling_rate_is_the_category_s()
    {
        var rules = IssueRules.Default with { SamplingRates = new Dictionary<string, double> { ["roads"] = 0.25 } };
        var sampled = Enumerable.Range(1, 400).Count(n => new JournaledIssue($"G1.{n}", Context with { Rules = rules }).Handling().Resolved().State.Stage == IssueStage.Checking);
        Assert.InRange(sampled, 70, 130);
        Assert.Equal(0, rules.SamplingRateOf("litter"));
    }

    [Fact]
    public void The_result_shows_in_words_and_a_photo()
    {
        var issue = new JournaledIssue().Handling();
        issue.AssertRefused(IssueRefusals.TextMissing, new IssueCommand { Resolve = new ResolveIssue() }, Holder("roads"));
        issue.AssertRefused(IssueRefusals.PhotoMissing, new IssueCommand { Resolve = new ResolveIssue() }, Holder("roads"), Written());
        issue.Context = Context with { Rules = IssueRules.Default with { WithoutPhoto = new HashSet<string> { "roads" } } };
        issue.Take(new IssueCommand { Resolve = new ResolveIssue() }, Holder("roads"), Written());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_finder_solves_it_at_intake_or_later(bool later)
    {
        var issue = new JournaledIssue();
        if (later) issue.Handling();
        issue.Take(new IssueCommand { SolveByFinder = new SolveByFinder() }, Finder(), Written("自己搬走了"));
        Assert.Equal((IssueStage.Closed, IssueEnding.SolvedByFinder), (issue.State.Stage, issue.State.Ending));
        Assert.Single(issue.Answers);
    }

    private static IssueCommand HandBack() => new() { HandBack = new HandBackIssue() };

    private static IssueCommand Verify(bool passed) => new() { Verify = new VerifyIssue { Passed = passed } };
}

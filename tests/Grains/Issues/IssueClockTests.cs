using RealtimeGov.Cluster;
using RealtimeGov.Grains.Tests.Placement;
using RealtimeGov.Grains.Tests.Towns;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Tests.Issues;

/// <summary>Clocks ring on time and once. Reports come on a Tuesday at 20:00; review has two working hours, so until 10:30 on Wednesday.</summary>
public sealed class IssueClockTests
{
    private static readonly DateTimeOffset Wednesday = new(2026, 3, 11, 0, 0, 0, TimeSpan.FromHours(8));

    [Fact]
    public async Task An_issue_that_nobody_touches_gets_its_clocks_and_its_cards_each_once()
    {
        var clock = new SetClock(TestTown.Noon);
        await using var town = await TestTown.Start(time: clock);
        var issue = (await town.Grains.Grid("G1").SendOne(Reports.New())).IssueId;
        clock.Now = TestTown.Noon.AddMinutes(91);
        await Steps.Until(async () => (await town.History(issue)).Count == 3);
        Assert.Equal(Wednesday.AddHours(10.5), DueOf(await town.Row(issue)));

        clock.Now = Wednesday.AddHours(10.2);
        await Steps.Until(async () => await Cards(town, issue) == "Yellow");
        clock.Now = Wednesday.AddHours(10.6);
        await Steps.Until(async () => await Cards(town, issue) == "Yellow Red");
        Assert.Equal(CardColour.Red, (await town.Row(issue)).Work.Card);
    }

    [Fact]
    public async Task What_fell_due_while_everything_was_down_rings_at_once_and_once()
    {
        var clock = new SetClock(TestTown.Noon);
        await using var town = await TestTown.Start(time: clock);
        var issue = (await town.Grains.Grid("G1").SendOne(Reports.New())).IssueId;
        await town.Step(issue, new IssueCommand { Classify = new ClassifyIssue { Urgency = Urgency.Urgent } }.By(Steps.Desk));
        await town.Restart(whileDown: () => clock.Now = Wednesday.AddHours(12));
        await Steps.Until(async () => (await Cards(town, issue)).EndsWith("Red", StringComparison.Ordinal));
        var before = (await town.History(issue)).Count;
        await town.Restart(new ProcessSilosOptions { Silos = 2 });
        await town.Placement.Move("G1", "silo-1");
        await town.Placement.Move("G1", "silo-2");
        Assert.Equal(0u, (await town.Silos.Issue(issue).LookAtClocks(new LookAtClocks { NowUs = Domain.Time.Instant.From(clock.Now) })).Rang);
        Assert.Equal(before, (await town.History(issue)).Count);
    }

    [Fact]
    public async Task A_clock_that_was_stopped_in_time_does_not_ring()
    {
        var clock = new SetClock(TestTown.Noon);
        await using var town = await TestTown.Start(time: clock);
        var receipts = await town.Grains.Grid("G1").Send(Reports.New(), Reports.New());
        await town.Step(receipts[0].IssueId, Steps.Decline.By(Steps.Desk));
        await town.Step(receipts[1].IssueId, new IssueCommand { Classify = new ClassifyIssue { Urgency = Urgency.Urgent } }.By(Steps.Desk));
        clock.Now = Wednesday.AddHours(12);
        await Steps.Until(async () => (await Cards(town, receipts[1].IssueId)).EndsWith("Red", StringComparison.Ordinal)); // the same look saw both
        Assert.Equal("", await Cards(town, receipts[0].IssueId));
    }

    [Fact]
    public async Task An_answer_that_nobody_rates_closes_by_itself()
    {
        var clock = new SetClock(TestTown.Noon);
        await using var town = await TestTown.Start(time: clock);
        var issue = (await town.Grains.Grid("G1").SendOne(Reports.New())).IssueId;
        await town.Step(issue, Steps.Route.By(Steps.Desk));
        await town.Step(issue, Steps.Resolve(feedBack: true).By(Steps.Holder));
        clock.Now = TestTown.Noon.AddDays(8);
        await Steps.Until(async () => (await town.Row(issue)).State == "closed");
    }

    [Fact]
    public async Task Whoever_saw_the_issue_before_its_clocks_were_set_decides_on_what_they_saw()
    {
        await using var town = await TestTown.Start();
        var issue = (await town.Grains.Grid("G1").SendOne(Reports.New())).IssueId;
        await town.Silos.Issue(issue).LookAtClocks(new LookAtClocks { NowUs = TestTown.NowUs });
        Assert.Equal(3, (await town.History(issue)).Count);
        Assert.Equal(IssueStage.Accepted, (await town.Step(issue, Steps.Accept.By(Steps.Desk, version: 1))).Stage);
        Assert.Equal("version_passed", (await town.Grains.Take(issue, Steps.Route.By(Steps.Desk, version: 1))).Refused);
    }

    private static DateTimeOffset DueOf(Projections.Issues.QueuedIssue row) => Domain.Time.Instant.ToDateTimeOffset(row.DueUs);

    private static async Task<string> Cards(TestTown town, string issue) =>
        string.Join(' ', (await town.History(issue)).Where(step => step.Event.Card?.Clock == IssueClock.Review).Select(step => step.Event.Card.Colour));
}

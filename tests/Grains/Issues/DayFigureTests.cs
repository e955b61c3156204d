using RealtimeGov.Domain.Summaries;
using RealtimeGov.Domain.Time;
using RealtimeGov.Grains.Tests.Placement;
using RealtimeGov.Grains.Tests.Towns;
using RealtimeGov.Projections.Issues;
using RealtimeGov.Protos;
using Kind = RealtimeGov.Protos.GridEvent.KindOneofCase;

namespace RealtimeGov.Grains.Tests.Issues;

/// <summary>What the loop adds to the figures of a day: on every level, durable, and the same from the store.</summary>
public sealed class DayFigureTests
{
    private static readonly string[] Levels = ["C", "T", "V1", "G1"];

    [Fact]
    public async Task S3_a_first_review_takes_from_what_awaits_it_on_every_level_and_in_the_trade_and_from_no_count()
    {
        await using var town = await TestTown.StartCounty();
        using var screen = new Screen(town.Grains);
        foreach (var region in (string[])[.. Levels, "X"]) await screen.Watch(region, TestTown.Today);
        var receipts = await town.Grains.Grid("G1").Send(Reports.New(), Reports.New(steward: "S-2"));
        await Task.WhenAll(screen.Shows("C", 2), screen.Shows("X", 1));
        await town.Step(receipts[1].IssueId, Steps.Accept.By(Steps.Desk));
        foreach (var region in Levels) Assert.Equal((2ul, 1ul, 1ul), Of(await Awaits(screen, region, 1)));
        Assert.Equal((1ul, 0ul, 1ul), Of(await Awaits(screen, "X", 0)));

        await town.Restart();
        Assert.Equal((2ul, 1ul, 1ul), Of(await town.Grains.Grid("G1").Day(new DayQuery { Date = TestTown.Today })));
        var row = Assert.Single(await town.Journal.ReadModel.Days(TestTown.Today, "", default));
        Assert.Equal((2ul, 1ul, 1ul, 3ul), (row.Counts.Valid, row.Counts.AwaitingReview, row.Counts.Accepted, row.Version));
    }

    [Fact]
    public async Task The_funnel_follows_an_issue_to_its_end_on_the_day_of_each_step()
    {
        var clock = new SetClock(TestTown.Noon);
        await using var town = await TestTown.Start(time: clock);
        using var screen = new Screen(town.Grains);
        foreach (var date in new[] { TestTown.Today, TestTown.Today + 1 }) await screen.Watch("T", date);
        var issue = (await town.Grains.Grid("G1").SendOne(Reports.New())).IssueId;
        await town.Step(issue, Steps.Route.By(Steps.Desk));
        clock.Now += TimeSpan.FromDays(1);
        await town.Step(issue, At(Steps.Resolve(feedBack: true).By(Steps.Holder)));
        await town.Step(issue, At(Steps.Close.By(Steps.Desk)));
        var next = await screen.Shows(day => day.Region == "T" && day.Date == TestTown.Today + 1 && day.Counts.Closed == 1);
        Assert.Equal(new DayCounts { Answered = 1, Closed = 1, ClosedOnTime = 1 }, next.Counts);
        var first = await screen.Shows(day => day.Region == "T" && day.Date == TestTown.Today && day.Counts.Accepted == 1);
        Assert.Equal((1ul, 0ul, 0ul), (first.Counts.Valid, first.Counts.AwaitingReview, first.Counts.Closed));

        IssueCommand At(IssueCommand command)
        {
            command.AtUs = Instant.From(clock.Now);
            return command;
        }
    }

    [Fact]
    public async Task J15_a_crash_before_the_grid_heard_of_a_review_loses_nothing_and_counts_nothing_twice()
    {
        await using var town = await TestTown.Start();
        var issue = (await town.Grains.Grid("G1").SendOne(Reports.New())).IssueId;
        await town.Placement.Move("G1", "silo-1");
        var delivering = town.Faults.Pause("grid/G1", 2);
        await town.Step(issue, Steps.Accept.By(Steps.Desk));
        await delivering.Reached;
        await town.Silos.Crash("silo-1");
        delivering.LetGo();
        await Quiet(town);
        Assert.Equal((1ul, 0ul, 1ul), Of(await town.Grains.Grid("G1").Day(new DayQuery { Date = TestTown.Today })));
        Assert.Equal(1, await town.EventsOf("G1", Kind.Noticed));
    }

    [Fact]
    public async Task Whoever_joins_while_the_review_is_on_its_way_is_reviewed_with_it()
    {
        await using var town = await TestTown.Start();
        var grid = town.Grains.Grid("G1");
        var issue = (await grid.SendOne(Reports.New())).IssueId;
        await town.Step(issue, Steps.Accept.By(Steps.Desk));
        await grid.SendOne(Reports.New(joins: issue)); // whether or not the grid has heard
        await Quiet(town);
        Assert.Equal((2ul, 0ul, 1ul), Of(await grid.Day(new DayQuery { Date = TestTown.Today })));
        await grid.SendOne(Reports.New(joins: issue));
        await Quiet(town);
        Assert.Equal((3ul, 0ul, 1ul), Of(await grid.Day(new DayQuery { Date = TestTown.Today })));
    }

    [Fact]
    public async Task S3_of_a_storm_of_joined_reports_every_one_is_reviewed_and_every_one_falls()
    {
        await using var town = await TestTown.Start();
        var grid = town.Grains.Grid("G1");
        var first = Reports.New();
        var issue = (await grid.SendOne(first)).IssueId;
        await grid.Send([.. Enumerable.Range(0, 30).Select(i => Reports.New(joins: issue, steward: i % 3 == 0 ? "S-2" : "S-1"))]);
        await grid.SendOne(Reports.New());
        await Quiet(town);
        await town.Step(issue, Steps.Accept.By(Steps.Desk));
        await Quiet(town);
        Assert.Equal((32ul, 1ul, 1ul), Of(await grid.Day(new DayQuery { Date = TestTown.Today })));
        Assert.Equal((10ul, 0ul, 0ul), Of(await grid.Day(new DayQuery { Date = TestTown.Today, Unit = "X" })));
        var other = (await grid.SendOne(Reports.New())).IssueId;
        await town.Step(issue, new IssueCommand { Join = new JoinIssue { Parent = other } }.By(Steps.Desk));
        await Quiet(town);
        await town.Step(other, Steps.Decline.By(Steps.Desk));
        await Quiet(town);
        Assert.Equal((1ul, 1ul, 1ul), Of(await grid.Day(new DayQuery { Date = TestTown.Today })));
        Assert.Equal(0ul, (await grid.Day(new DayQuery { Date = TestTown.Today, Unit = "X" })).Counts.Valid);
    }

    [Fact]
    public async Task S3_an_appeal_that_is_heard_restores_the_count_on_every_level_once()
    {
        await using var town = await TestTown.StartCounty();
        using var screen = new Screen(town.Grains);
        foreach (var region in (string[])[.. Levels, "X"]) await screen.Watch(region, TestTown.Today);
        var grid = town.Grains.Grid("G1");
        var report = Reports.New(steward: "S-2");
        var issue = (await grid.SendOne(report)).IssueId;
        await grid.SendOne(Reports.New(joins: issue));
        await screen.Shows("C", 2);
        await Quiet(town);
        await town.Step(issue, Steps.Decline.By(Steps.Desk));
        foreach (var region in (string[])[.. Levels, "X"]) await screen.Shows(region, 0);
        await town.Step(issue, Appeal(report));
        await town.Step(issue, Steps.Accept.By(Steps.Desk));
        foreach (var region in Levels) Assert.Equal((2ul, 0ul, 1ul), Of(await screen.Shows(region, 2)));
        Assert.Equal((1ul, 0ul, 1ul), Of(await screen.Shows("X", 1)));
        Assert.Equal(("沈主任", 2), ((await Events(town)).First(e => e.Restored is not null).Restored.Reviewer, await town.EventsOf("G1", Kind.Restored)));
        Assert.Equal(1ul, (await town.Grains.ViewSteward("S-2", new StewardQuery { Date = TestTown.Today })).ValidReports);
        Assert.Equal((Outcome.Joined, issue), (await grid.SendOne(Reports.New(joins: issue))) is var joined ? (joined.Outcome, joined.IssueId) : default); // it takes reports again
        Assert.Equal(Outcome.Duplicate, (await grid.SendOne(report)).Outcome);
    }

    [Fact]
    public async Task A_split_issue_s_parts_are_issues_of_their_own_and_their_reporter_is_told_once()
    {
        await using var town = await TestTown.Start();
        var grid = town.Grains.Grid("G1");
        var whole = (await grid.SendOne(Reports.New())).IssueId;
        await town.Step(whole, new IssueCommand { Split = new SplitIssue { Categories = { "roads/pothole", "water/ditch" } } }.By(Steps.Desk));
        await Quiet(town);
        Assert.Equal(["open", "open"], [(await town.Row("G1.2")).State, (await town.Row("G1.3")).State]);
        Assert.Equal(("water/ditch", "split"), ((await town.Row("G1.3")).Category, (await town.Row(whole)).State));
        foreach (var part in new[] { "G1.2", "G1.3" })
        {
            await town.Step(part, Steps.Route.By(Steps.Desk));
            await town.Step(part, Steps.Resolve(feedBack: false).By(Steps.Holder));
        }
        await Quiet(town);
        Assert.Equal("answered", (await town.Row(whole)).State);
        Assert.Single(await town.History(whole), step => step.Event.Answered is not null);
        Assert.Equal((1ul, 0ul, 1ul), Of(await grid.Day(new DayQuery { Date = TestTown.Today })));
        Assert.Equal("G1.4", (await grid.SendOne(Reports.New())).IssueId);
    }

    [Fact]
    public async Task A_wrongly_joined_report_goes_its_own_way_and_falls_with_its_own_issue()
    {
        await using var town = await TestTown.Start();
        var grid = town.Grains.Grid("G1");
        var (first, second) = (Reports.New(), Reports.New(category: "green/branch"));
        var issue = (await grid.SendOne(first)).IssueId;
        second.JoinsIssueId = issue;
        await grid.SendOne(second);
        await Quiet(town);
        var id = Google.Protobuf.ByteString.CopyFrom(Guid.Parse(second.ReportId).ToByteArray(bigEndian: true));
        await town.Step(issue, new IssueCommand { SplitReport = new SplitReport { ReportId = id } }.By(Steps.Desk));
        await Quiet(town);
        Assert.Equal((0ul, 0ul), ((await town.Journal.ReadModel.Issue(issue, default))!.JoinedReports, (await town.Journal.ReadModel.Issue("G1.2", default))!.JoinedReports));
        await Steps.Until(async () => (await town.Row("G1.2")).Work.Clocks.Count > 0); // its time has come, whoever looks
        await town.Step("G1.2", Steps.Decline.By(Steps.Desk));
        await Quiet(town);
        Assert.Equal((1ul, 1ul, 0ul), Of(await grid.Day(new DayQuery { Date = TestTown.Today })));
        Assert.Equal("open", (await town.Row(issue)).State);
        var told = (await town.History("G1.2")).Single(step => step.Event.Answered is not null).Event.Answered;
        Assert.Equal([id], told.ReportIds);
    }

    [Fact]
    public async Task S8_nothing_joins_an_issue_that_was_never_opened()
    {
        await using var town = await TestTown.Start();
        var issue = (await town.Grains.Grid("G1").SendOne(Reports.New())).IssueId;
        var reply = await town.Grains.Take(issue, new IssueCommand { Join = new JoinIssue { Parent = "G2.7" } }.By(Steps.Desk));
        Assert.Equal(("parent_unknown", IssueStage.Opened), (reply.Refused, reply.Stage));
        Assert.Empty(await town.Journal.Outbox.OfGrids(["G1", "G2"], 10, default));
        var other = (await town.Grains.Grid("G2").SendOne(Reports.New())).IssueId;
        await town.Step(issue, new IssueCommand { Join = new JoinIssue { Parent = other } }.By(Steps.Desk));
        await Quiet(town);
        Assert.Equal(2, (await town.History(other)).Count(step => step.Event.Opened is not null || step.Event.ChildAdded is not null));
    }

    [Fact]
    public async Task S3_of_an_issue_of_another_grid_the_counts_stay_and_the_work_is_the_other_s()
    {
        await using var town = await TestTown.Start();
        var issue = (await town.Grains.Grid("G1").SendOne(Reports.New())).IssueId;
        await town.Step(issue, new IssueCommand { CorrectGrid = new CorrectGrid { GridCode = "G3" }, Content = new StepContent { Text = "在界外" } }.By(Steps.Desk));
        await town.Step(issue, Steps.Accept.By(Steps.Desk));
        await Quiet(town);
        Assert.Equal("G3", (await town.Row(issue)).Grid);
        Assert.Equal((1ul, 0ul, 0ul), Of(await town.Grains.Grid("G1").Day(new DayQuery { Date = TestTown.Today })));
        Assert.Equal((0ul, 0ul, 1ul), Of(await town.Grains.Grid("G3").Day(new DayQuery { Date = TestTown.Today })));
        await town.Step(issue, new IssueCommand { CorrectGrid = new CorrectGrid { GridCode = "G1" }, Content = new StepContent { Text = "在界内" } }.By(Steps.Desk));
        await Quiet(town);
        Assert.Equal(Outcome.Joined, (await town.Grains.Grid("G1").SendOne(Reports.New(joins: issue))).Outcome); // it takes reports where it is again
    }

    [Fact]
    public void An_issue_made_of_an_older_report_is_looked_for_as_if_it_came_now()
    {
        var old = new IssueOpened { OpenedAtUs = 7 };
        var due = IssueProjection.Row("G1.1", 1, old, "open", recordedAtUs: 100).Values[10].Number;
        Assert.Equal(100 + IssueProjection.UntouchedDueAfterUs, due);
        Assert.Equal(7 + IssueProjection.UntouchedDueAfterUs, IssueProjection.Row("G1.1", 1, old, "open").Values[10].Number);
    }

    private static IssueCommand Appeal(Report report) => new IssueCommand { Appeal = new AppealDecline(), Content = new StepContent { Text = "仍有坑" } }.By(new StepTaker
    {
        Person = report.StewardId, Roles = { LoopRole.Reporter }, ReportId = Google.Protobuf.ByteString.CopyFrom(Guid.Parse(report.ReportId).ToByteArray(bigEndian: true)),
    });

    private static Task<DaySummary> Awaits(Screen screen, string region, ulong reports) => screen.Shows(day => day.Region == region && day.Counts.AwaitingReview == reports && day.Counts.Accepted == 1);

    /// <summary>Valid, awaiting review, accepted.</summary>
    private static (ulong, ulong, ulong) Of(DaySummary day) => (day.Counts.Valid, day.Counts.AwaitingReview, day.Counts.Accepted);

    /// <summary>Every message has arrived, and what it led to too.</summary>
    private static Task Quiet(TestTown town) => Steps.Until(async () => (await town.Journal.Outbox.OfGrids(["G1", "G2", "G3"], 10, default)).Count == 0);

    private static async Task<List<GridEvent>> Events(TestTown town) =>
        [.. (await town.Journal.Streams.Load("grid/G1", default)).Tail.Select(facts => GridEvent.Parser.ParseFrom(facts))];
}

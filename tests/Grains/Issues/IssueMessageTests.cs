using RealtimeGov.Grains.Tests.Placement;
using RealtimeGov.Grains.Tests.Towns;
using RealtimeGov.Journal.Outbox;
using RealtimeGov.Protos;
using Kind = RealtimeGov.Protos.GridEvent.KindOneofCase;

namespace RealtimeGov.Grains.Tests.Issues;

/// <summary>What issues and grids tell each other arrives once, whatever is lost on the way.</summary>
public sealed class IssueMessageTests
{
    [Fact]
    public async Task S3_a_declined_report_no_longer_counts()
    {
        await using var town = await TestTown.StartCounty();
        using var screen = new Screen(town.Grains);
        foreach (var region in new[] { "C", "T", "V1", "G1" }) await screen.Watch(region, TestTown.Today);
        var receipts = await town.Grains.Grid("G1").Send(Reports.New(), Reports.New());
        await screen.Shows("C", 2);
        await town.Step(receipts[0].IssueId, Steps.Decline.By(Steps.Desk));
        foreach (var region in new[] { "C", "T", "V1", "G1" }) await screen.Shows(region, 1);
        Assert.Equal("沈主任", (await Events(town, "G1")).Single(e => e.Withdrawn is not null).Withdrawn.Reviewer);
    }

    [Fact]
    public async Task J15_a_crash_between_the_decision_and_its_delivery_takes_one_back_and_no_more()
    {
        await using var town = await TestTown.Start();
        var issue = (await town.Grains.Grid("G1").SendOne(Reports.New())).IssueId;
        await town.Placement.Move("G1", "silo-1");
        var delivering = town.Faults.Pause("grid/G1", 2);
        await town.Step(issue, Steps.Decline.By(Steps.Desk));
        await delivering.Reached;
        await town.Silos.Crash("silo-1");
        delivering.LetGo();
        await Steps.Until(async () => (await town.Journal.Outbox.OfGrids(["G1"], 10, default)).Count == 0);
        Assert.Equal(0ul, (await town.Grains.Grid("G1").Day(new DayQuery { Date = TestTown.Today })).Counts.Valid);
        Assert.Equal((1, 1), (await town.EventsOf("G1", Kind.Withdrawn), await town.EventsOf("G1", Kind.Noticed)));
    }

    [Fact]
    public async Task J15_what_a_crash_left_unsent_is_sent_after_the_restart()
    {
        await using var town = await TestTown.Start();
        var issue = (await town.Grains.Grid("G1").SendOne(Reports.New())).IssueId;
        var failing = town.Faults.Pause("grid/G1", 2);
        await town.Step(issue, Steps.Decline.By(Steps.Desk));
        await failing.Reached;
        var restarting = town.Restart();
        failing.LetGo();
        await restarting;
        await Steps.Until(async () => (await town.Journal.Outbox.OfGrids(["G1"], 10, default)).Count == 0);
        Assert.Equal(0ul, (await town.Grains.Grid("G1").Day(new DayQuery { Date = TestTown.Today })).Counts.Valid);
        Assert.Equal((1, 1), (await town.EventsOf("G1", Kind.Withdrawn), await town.EventsOf("G1", Kind.Noticed)));
    }

    [Fact]
    public async Task J15_a_repeated_message_changes_nothing_and_one_out_of_turn_is_refused_also_after_a_restart()
    {
        await using var town = await TestTown.Start();
        var report = Reports.New();
        var issue = (await town.Grains.Grid("G1").SendOne(report)).IssueId;
        await town.Step(issue, Steps.Decline.By(Steps.Desk));
        await Steps.Until(async () => await town.EventsOf("G1", Kind.Noticed) == 1);
        var noticed = (await Events(town, "G1")).Single(e => e.Noticed is not null).Noticed;
        for (var start = 0; start < 2; start++)
        {
            Assert.Equal(MessageReception.Repeated, (await town.Silos.Grid("G1").Tell(Message(noticed.Message, previous: 0))).Reception);
            Assert.Equal(MessageReception.PredecessorMissing, (await town.Silos.Grid("G1").Tell(Message(noticed.Message + 9, previous: noticed.Message + 5))).Reception);
            Assert.Equal(3, (await Events(town, "G1")).Count);
            await town.Restart();
        }

        GrainMessage Message(ulong seq, ulong previous) => new()
        {
            Sender = $"issue/{issue}",
            Seq = seq,
            Previous = previous,
            CommandId = Google.Protobuf.ByteString.CopyFrom(new byte[16]),
            Messages = new IssueMessages { Messages = { new IssueMessage { Grid = new GridNotice { Left = new IssueLeft() } } } },
        };
    }

    [Fact]
    public async Task Whoever_joined_is_declined_with_whoever_opened_it()
    {
        await using var town = await TestTown.Start();
        var grid = town.Grains.Grid("G1");
        var issue = (await grid.SendOne(Reports.New())).IssueId;
        Assert.Equal(Outcome.Joined, (await grid.SendOne(Reports.New(joins: issue))).Outcome);
        await Steps.Until(async () => (await town.Journal.Outbox.OfGrids(["G1"], 10, default)).Count == 0);
        await town.Step(issue, Steps.Decline.By(Steps.Desk));
        await Steps.Until(async () => (await town.Journal.Outbox.OfGrids(["G1"], 10, default)).Count == 0); // the grid has said that it took it
        Assert.Equal(0ul, (await grid.Day(new DayQuery { Date = TestTown.Today })).Counts.Valid);
        Assert.Equal(2, await town.EventsOf("G1", Kind.Withdrawn));
    }

    [Fact]
    public async Task An_issue_that_has_ended_takes_no_more_reports_and_one_reopened_does()
    {
        await using var town = await TestTown.Start();
        var grid = town.Grains.Grid("G1");
        var issue = (await grid.SendOne(Reports.New())).IssueId;
        await town.Step(issue, Steps.Route.By(Steps.Desk));
        await town.Step(issue, Steps.Resolve(feedBack: true).By(Steps.Holder));
        await Steps.Until(async () => await town.EventsOf("G1", Kind.Noticed) == 2); // that it was accepted, and that it was answered
        Assert.Equal((Outcome.Opened, "G1.2"), Of(await grid.SendOne(Reports.New(joins: issue))));
        await town.Step(issue, new IssueCommand { Reopen = new ReopenIssue(), Content = new StepContent { Text = "又坏了" } }.By(Steps.Desk));
        await Steps.Until(async () => await town.EventsOf("G1", Kind.Noticed) == 3);
        await town.Restart();
        Assert.Equal((Outcome.Joined, issue), Of(await town.Grains.Grid("G1").SendOne(Reports.New(joins: issue))));

        static (Outcome, string) Of(ReportReceipt receipt) => (receipt.Outcome, receipt.IssueId);
    }

    private static async Task<List<GridEvent>> Events(TestTown town, string grid) =>
        [.. (await town.Journal.Streams.Load($"grid/{grid}", default)).Tail.Select(facts => GridEvent.Parser.ParseFrom(facts))];
}

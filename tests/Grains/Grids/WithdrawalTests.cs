using RealtimeGov.Grains.Tests.Placement;
using RealtimeGov.Grains.Tests.Towns;
using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.Time;
using RealtimeGov.Journal.Stores;
using RealtimeGov.Protos;
using RealtimeGov.Grains;

namespace RealtimeGov.Grains.Tests.Grids;

public sealed class WithdrawalTests
{
    private static readonly string[] Levels = ["C", "T", "V1", "G1"];

    [Fact]
    public async Task S3_a_withdrawal_takes_one_from_every_level_and_from_the_trade()
    {
        await using var town = await TestTown.StartCounty();
        using var screen = new Screen(town.Grains);
        foreach (var region in (string[])[.. Levels, "X"]) await screen.Watch(region, TestTown.Today);
        var receipts = await town.Grains.Grid("G1").Send(Reports.New(), Reports.New(steward: "S-2"), Reports.New(steward: "S-2"));
        await Task.WhenAll(screen.Shows("C", 3), screen.Shows("X", 2));
        var reply = await town.Grains.Grid("G1").Withdraw(receipts[1].ReportId);
        Assert.Equal(new WithdrawReply { LocalDate = TestTown.Today, Version = 4 }, reply);
        foreach (var region in Levels) Assert.Equal(4ul, (await screen.Shows(region, 2)).Version);
        Assert.Equal(4ul, (await screen.Shows("X", 1)).Version);
        Assert.Equal((2ul, 2ul), ((await screen.Shows("C", 2)).Counts.Opened, (await screen.Shows("C", 2)).Counts.ByCategory["roads/pothole"]));
        Assert.Equal(1ul, (await town.Grains.ViewSteward("S-2", new StewardQuery { Date = TestTown.Today })).ValidReports);
    }

    [Fact]
    public async Task S2_its_id_stays_consumed_and_it_is_withdrawn_once_also_after_a_restart()
    {
        await using var town = await TestTown.Start();
        var report = Reports.New();
        await town.Grains.Grid("G1").SendOne(report);
        Assert.Equal("", (await town.Grains.Grid("G1").Withdraw(report.ReportId)).Refused);
        for (var start = 0; start < 2; start++)
        {
            Assert.Equal(Outcome.Duplicate, (await town.Grains.Grid("G1").SendOne(report)).Outcome);
            Assert.Equal(Outcome.Duplicate, (await town.Grains.Grid("G2").SendOne(report)).Outcome);
            Assert.Equal(Reasons.AlreadyWithdrawn, (await town.Grains.Grid("G1").Withdraw(report.ReportId)).Refused);
            Assert.Equal(0ul, (await Day(town)).Counts.Valid);
            await town.Restart();
        }
    }

    [Fact]
    public async Task S8_a_refused_withdrawal_changes_nothing()
    {
        await using var town = await TestTown.Start();
        var report = Reports.New();
        await town.Grains.Grid("G1").SendOne(report);
        Assert.Equal(Reasons.ReviewerMissing, (await town.Grains.Grid("G1").Withdraw(report.ReportId, reviewer: "")).Refused);
        Assert.Equal(Reasons.WithdrawalReasonMissing, (await town.Grains.Grid("G1").Withdraw(report.ReportId, reason: "")).Refused);
        Assert.Equal(Reasons.ReportUnknown, (await town.Grains.Grid("G2").Withdraw(report.ReportId)).Refused);
        Assert.Equal(Reasons.ReportUnknown, (await town.Grains.Grid("G1").Withdraw(Guid.NewGuid().ToString())).Refused);
        Assert.Equal((1ul, 1ul), ((await Day(town)).Counts.Valid, (await town.Journal.Streams.Load("grid/G1", default)).Head));
    }

    [Fact]
    public async Task J6_a_withdrawal_waits_for_its_report_and_is_told_when_durable()
    {
        await using var town = await TestTown.Start();
        var (grid, report) = (town.Grains.Grid("G1"), Reports.New());
        var accepting = town.Faults.Pause("grid/G1", 1);
        var receipt = grid.SendOne(report);
        await accepting.Reached;
        var withdrawing = town.Faults.Pause("grid/G1", 2);
        var withdrawn = grid.Withdraw(report.ReportId);
        accepting.LetGo();
        await receipt;
        await withdrawing.Reached;
        Assert.False(withdrawn.IsCompleted);
        Assert.Equal(1ul, (await Day(town)).Counts.Valid);
        withdrawing.LetGo();
        Assert.Equal(("", 2ul), ((await withdrawn).Refused, (await withdrawn).Version));
        Assert.Equal(0ul, (await Day(town)).Counts.Valid);
    }

    [Fact]
    public async Task Of_many_withdrawals_at_once_one_counts()
    {
        await using var town = await TestTown.Start();
        var receipts = await town.Grains.Grid("G1").Send(Reports.New(), Reports.New());
        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => town.Grains.Grid("G1").Withdraw(receipts[0].ReportId)));
        Assert.Equal((1, 19), (replies.Count(r => r.Refused.Length == 0), replies.Count(r => r.Refused == Reasons.AlreadyWithdrawn)));
        Assert.Equal(1ul, (await Day(town)).Counts.Valid);
    }

    [Fact]
    public async Task S4_a_grid_that_was_replaced_meanwhile_withdraws_nothing_twice()
    {
        await using var town = await TestTown.Start();
        await using var other = await town.OtherSilo();
        var (old, grid, report) = (town.Silos.Grid("G1"), other.Client.Grid("G1"), Reports.New());
        await town.Grains.Grid("G1").Send(report, Reports.New());
        var stuck = town.Faults.Pause("grid/G1", 3);
        var late = old.Withdraw(new WithdrawReport { ReportId = report.ReportId, Reviewer = "沈主任", Reason = "同一处已报", AtUs = TestTown.NowUs });
        await stuck.Reached;
        Assert.Equal("", (await grid.Withdraw(report.ReportId)).Refused); // by the successor, which takes its place
        // So much follows that a snapshot hides it: only the report's own row still tells.
        await grid.Send([.. Enumerable.Range(0, 1_500).Select(_ => Reports.New(disposition: Disposition.NothingNeeded))]);
        await grid.SendOne(Reports.New());
        while ((await town.Journal.Streams.Load("grid/G1", default)).SnapshotSeq < 3) await Task.Yield();
        stuck.LetGo();
        Assert.Equal(Reasons.AlreadyWithdrawn, (await late).Refused);
        Assert.Equal((1_502ul, 1_504ul), ((await Day(town)).Counts.Valid, (await town.Journal.Streams.Load("grid/G1", default)).Head));
    }

    [Fact]
    public async Task S1_a_withdrawal_whose_silo_is_lost_is_asked_for_again_and_counts_once()
    {
        await using var town = await TestTown.Start();
        var report = Reports.New();
        await town.Grains.Grid("G1").SendOne(report);
        await town.Placement.Move("G1", "silo-1");
        var commit = town.Faults.Pause("grid/G1", 2);
        var withdrawn = town.Grains.Grid("G1").Withdraw(report.ReportId);
        await commit.Reached;
        await town.Silos.Crash("silo-1");
        commit.LetGo();
        // Whether the silo was lost before or after it had decided so, the grid's successor is asked again.
        Assert.Contains((await Answered(withdrawn)).Refused, new[] { "", "already_withdrawn" });
        await Answered(town.Grains.Grid("G1").Withdraw(report.ReportId));
        Assert.Equal(0ul, (await Day(town)).Counts.Valid);
    }

    [Fact]
    public async Task A_report_of_an_older_day_is_withdrawn_on_that_day()
    {
        await using var town = await TestTown.StartCounty();
        using var screen = new Screen(town.Grains);
        foreach (var region in Levels)
            foreach (var date in new[] { TestTown.Today, TestTown.Today - 3 }) await screen.Watch(region, date);
        var late = Reports.New(observedAtUs: TestTown.NowUs - 3 * Instant.DayUs);
        await town.Grains.Grid("G1").Send(Reports.New(), late, Reports.New(observedAtUs: TestTown.NowUs - 3 * Instant.DayUs));
        await Task.WhenAll(screen.Until("C", TestTown.Today - 3, 2), screen.Until("C", TestTown.Today, 1));
        await town.Restart(); // the day is no longer in memory
        using var after = new Screen(town.Grains);
        foreach (var region in Levels)
            foreach (var date in new[] { TestTown.Today, TestTown.Today - 3 }) await after.Watch(region, date);
        Assert.Equal(TestTown.Today - 3, (await town.Grains.Grid("G1").Withdraw(late.ReportId)).LocalDate);
        foreach (var region in Levels) await after.Until(region, TestTown.Today - 3, 1);
        Assert.Equal(1ul, after.Valid("C", TestTown.Today));
    }

    private static async Task<WithdrawReply> Answered(Task<WithdrawReply> withdrawn)
    {
        try { return await withdrawn; }
        catch (NotDurableException) { return new WithdrawReply(); } // it was told to ask again
    }

    private static Task<DaySummary> Day(TestTown town) => town.Grains.Grid("G1").Day(new DayQuery { Date = TestTown.Today });
}

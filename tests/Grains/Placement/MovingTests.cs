using RealtimeGov.Grains.Tests.Towns;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;
using RealtimeGov.Tests.Support;
using Xunit.Abstractions;
using RealtimeGov.Grains;

namespace RealtimeGov.Grains.Tests.Placement;

public sealed class MovingTests(ITestOutputHelper output)
{
    [Fact]
    public async Task S6_grids_that_move_under_load_lose_nothing_double_nothing_and_ask_nobody_to_send_again()
    {
        await using var town = await TestTown.Start();
        var grids = await town.Grow(villages: 4, gridsEach: 10);
        using var screen = new Screen(town.Grains);
        // Half of them of a day that no renewal carries up: what a grid has to tell when it moves must still be told.
        var late = TestTown.Today - 3;
        foreach (var region in new[] { "T", "R1", "R2", "R3", "R4" })
            foreach (var date in new[] { TestTown.Today, late }) await screen.Watch(region, date);
        var crowd = new Crowd(town.Grains);
        var reporting = crowd.Report(grids, reports: 20_000, devices: 64,
            number => TestTown.NowUs - (number / grids.Length % 2 == 0 ? Instant.MinuteUs : 3 * Instant.DayUs));
        for (var round = 0; round < 5; round++)
            foreach (var grid in grids)
                Assert.Equal("", (await town.Placement.Move(grid, town.Placement.Other(grid))).Refused);
        var movedWhileReporting = !reporting.IsCompleted;
        await reporting;
        Assert.Equal((0, 20_000), (crowd.Retries, crowd.Receipts.Count));
        Assert.All(crowd.Receipts.Values, receipt => Assert.Equal(Outcome.Opened, receipt.Outcome));
        Assert.Equal(20_000, crowd.Receipts.Values.Select(r => r.IssueId).Distinct().Count());
        foreach (var date in new[] { TestTown.Today, late })
        {
            await screen.Until("T", date, 10_000);
            foreach (var village in new[] { "R1", "R2", "R3", "R4" }) await screen.Until(village, date, 2_500);
        }
        await Counts.HaveEachOnce(town, grids, crowd.Receipts.Keys);
        Assert.True(movedWhileReporting);
        var waits = crowd.Waits.Order().ToList();
        output.WriteLine($"p50 {waits[10_000].TotalMilliseconds:0.0} ms, p99 {waits[19_800].TotalMilliseconds:0.0} ms, max {waits[^1].TotalMilliseconds:0.0} ms");
    }

    [Fact]
    public async Task S6_what_one_sender_sends_one_after_another_is_decided_in_order_through_moves()
    {
        await using var town = await TestTown.Start();
        var grid = town.Grains.Grid("G1");
        var issues = new List<string>();
        for (var round = 0; round < 20; round++)
        {
            var moving = town.Placement.Move("G1", town.Placement.Other("G1"));
            do issues.Add((await grid.SendOne(Reports.New())).IssueId);
            while (!moving.IsCompleted);
            await moving;
        }
        Assert.Equal(Enumerable.Range(1, issues.Count).Select(n => $"G1.{n}"), issues);
    }

    /// <summary>From where the grid is known to be: Orleans may reorder calls that it has still to find an address for.</summary>
    [Fact]
    public async Task What_one_sender_sends_at_once_is_decided_in_order_by_a_grid_that_wakes()
    {
        await using var town = await TestTown.Start();
        await town.Grains.Grid("G1").SendOne(Reports.New());
        for (var round = 0; round < 5; round++)
        {
            await town.Restart();
            var grid = town.Grains.Grid("G1");
            await grid.Day(new DayQuery { Date = TestTown.Today }); // that loads nothing
            // Of several days, each of which is read before the first report of it is decided.
            var sent = Enumerable.Range(0, 8).Select(n => grid.SendOne(Reports.New(observedAtUs: TestTown.NowUs - n % 5 * Instant.DayUs))).ToList();
            var issues = (await Task.WhenAll(sent)).Select(receipt => receipt.IssueId);
            Assert.Equal(Enumerable.Range(2 + 8 * round, 8).Select(n => $"G1.{n}"), issues);
        }
    }

    [Fact]
    public async Task S6_a_screen_that_watches_a_moved_grid_or_region_need_not_ask_again()
    {
        await using var town = await TestTown.Start();
        using var screen = new Screen(town.Grains);
        foreach (var region in new[] { "T", "V1", "G1" }) await screen.Watch(region, TestTown.Today);
        foreach (var silo in new[] { "silo-1", "silo-2", "silo-3", "silo-1", "silo-2", "silo-3" })
        {
            // Drained and refilled one after another, everything moves at least twice.
            Assert.Equal("", (await town.Placement.Drain(silo)).Refused);
            await town.Grains.Grid("G1").SendOne(Reports.New());
            Assert.Equal("", (await town.Placement.Refill(silo)).Refused);
            await town.Grains.Grid("G1").SendOne(Reports.New());
        }
        await Task.WhenAll(screen.Shows("T", 12), screen.Shows("V1", 12), screen.Shows("G1", 12));
    }

    [Fact]
    public async Task An_issue_lives_where_its_grid_lives_and_is_found_after_a_move()
    {
        await using var town = await TestTown.Start();
        await town.Grains.Grid("G1").SendOne(Reports.New());
        foreach (var silo in new[] { "silo-1", "silo-2", "silo-3" })
        {
            await town.Placement.Move("G1", silo);
            // Each is served where it is until it has moved, and found all along.
            await Eventually(async () =>
            {
                await town.Grains.Grid("G1").Day(new DayQuery { Date = TestTown.Today });
                Assert.True((await town.Grains.ViewIssue("G1.1", new IssueQuery())).Found);
                Assert.Equal("费一", (await town.Grains.ViewSteward("S-1", new StewardQuery { Date = TestTown.Today })).Steward.Name);
                return town.SiloWhereAwake(GrainNames.GridId("G1"), GrainNames.IssueId("G1.1"), GrainNames.StewardId("S-1")) == silo;
            });
        }
    }

    [Fact]
    public async Task S6_a_drained_silo_is_empty_and_a_refilled_one_has_its_grids_again()
    {
        await using var town = await TestTown.Start();
        var grids = await town.Grow(villages: 4, gridsEach: 10);
        var crowd = new Crowd(town.Grains);
        var before = grids.ToDictionary(grid => grid, town.Placement.SiloOf);
        var reporting = crowd.Report(grids, reports: 6_000, devices: 32);
        Assert.Equal("", (await town.Placement.Drain("silo-2")).Refused);
        await Eventually(async () => (await town.Silos.Loads.Loads(default)).Awake.GetValueOrDefault("silo-2") == 0);
        Assert.All(grids, grid => Assert.NotEqual("silo-2", town.Placement.SiloOf(grid)));
        Assert.All(grids.Where(grid => before[grid] != "silo-2"), grid => Assert.Equal(before[grid], town.Placement.SiloOf(grid)));
        Assert.Equal("", (await town.Placement.Refill("silo-2")).Refused);
        Assert.Equal(before, grids.ToDictionary(grid => grid, town.Placement.SiloOf));
        await reporting;
        Assert.Equal((0, 6_000), (crowd.Retries, crowd.Receipts.Count));
        await Counts.HaveEachOnce(town, grids, crowd.Receipts.Keys);
    }

    [Fact]
    public async Task S7_a_grid_that_moves_holds_no_more_than_one_that_stays()
    {
        await using var town = await TestTown.Start();
        await town.Placement.Move("G1", "silo-1");
        var grid = town.Grains.Grid("G1");
        var stuck = town.Faults.Pause("grid/G1", 1);
        var first = grid.SendOne(Reports.New());
        await stuck.Reached;
        await town.Placement.Move("G1", "silo-2");
        // They come to the successor, or to the grid as it leaves, which holds the first report too: either has room for 41
        // batches of 48 among 2,000 reports, and gives the rest back.
        var again = town.Faults.Pause("grid/G1", 2);
        var waiting = Enumerable.Range(0, 50).Select(_ => grid.Send([.. Enumerable.Range(0, 48).Select(_ => Reports.New())])).ToList();
        stuck.LetGo();
        await again.Reached;
        // What is over the bound is given back while the rest waits.
        var left = waiting.ToList();
        while (left.Count > 41) left.Remove(await Task.WhenAny(left));
        again.LetGo();
        var receipts = (await Task.WhenAll(waiting)).SelectMany(r => r).ToList();
        Assert.Equal(Outcome.Opened, (await first).Outcome);
        Assert.Equal((41 * 48, 9 * 48), (receipts.Count(r => r.Outcome == Outcome.Opened), receipts.Count(r => r is { Outcome: Outcome.Retry, Reason: "grid_full" })));
    }

    [Fact]
    public async Task Back_and_forth_before_it_has_left_a_grid_is_where_it_belongs()
    {
        await using var town = await TestTown.Start();
        await town.Placement.Move("G1", "silo-1");
        var stuck = town.Faults.Pause("grid/G1", 1);
        var receipt = town.Grains.Grid("G1").SendOne(Reports.New());
        await stuck.Reached;
        await town.Placement.Move("G1", "silo-2");
        var second = town.Grains.Grid("G1").SendOne(Reports.New());
        await town.Placement.Move("G1", "silo-1");
        stuck.LetGo();
        Assert.Equal(["G1.1", "G1.2"], (await Task.WhenAll(receipt, second)).Select(r => r.IssueId));
        await Eventually(() => Task.FromResult(town.SiloWhereAwake(GrainNames.GridId("G1")) == "silo-1"));
    }

    private static async Task Eventually(Func<Task<bool>> holds)
    {
        var patience = System.Diagnostics.Stopwatch.StartNew();
        while (!await holds())
        {
            Assert.True(patience.Elapsed < Patience.Max);
            await Task.Delay(5);
        }
    }
}

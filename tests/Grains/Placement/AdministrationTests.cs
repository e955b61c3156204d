using RealtimeGov.Grains.Tests.Towns;
using RealtimeGov.Domain.Time;
using RealtimeGov.Cluster;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Projections.Placement;
using RealtimeGov.Protos;
using RealtimeGov.Tests.Support;
using RealtimeGov.Grains;

namespace RealtimeGov.Grains.Tests.Placement;

public sealed class AdministrationTests
{
    [Fact]
    public async Task Every_change_is_a_line_of_the_audit()
    {
        await using var town = await TestTown.Start();
        var placement = town.Placement;
        var (first, second) = (placement.SiloOf("G1"), placement.SiloOf("G2"));
        var elsewhere = placement.Other("G2");
        Assert.Equal(1ul, (await placement.Move("G1", "silo-2", pin: true)).Version);
        Assert.Equal(2ul, (await placement.Weigh("silo-3", 2.5)).Version);
        Assert.Equal(3ul, (await placement.Weigh("silo-3", 1)).Version);
        Assert.Equal(4ul, (await placement.Drain("silo-3")).Version);
        Assert.Equal(5ul, (await placement.Refill("silo-3")).Version);
        Assert.Equal(6ul, (await placement.Apply(PlanOf(5, ("G2", second, elsewhere)))).Version);
        Assert.Equal(7ul, (await placement.Move("G1", "")).Version);
        var lines = (await placement.Audit(0, 0, default)).Lines;
        Assert.Equal(
        [
            (7ul, "move", "G1", "silo-2, pinned", $"automatic ({first})"),
            (6ul, "apply", "1", $"G2: automatic ({second})", $"G2: {elsewhere}"),
            (5ul, "refill", "silo-3", "draining", "live"),
            (4ul, "drain", "silo-3", "live", "draining"),
            (3ul, "weigh", "silo-3", "2.5", "1"),
            (2ul, "weigh", "silo-3", "1", "2.5"),
            (1ul, "move", "G1", $"automatic ({first})", "silo-2, pinned"),
        ], lines.Select(l => (l.Seq, l.Action, l.Subject, l.Before, l.After)));
        Assert.All(lines, line => Assert.Equal((Changes.By, TestTown.NowUs), (line.By, Instant.From(line.At.ToDateTimeOffset()))));
        Assert.Equal([4ul, 3ul], (await placement.Audit(5, 2, default)).Lines.Select(l => l.Seq));
        Assert.Equal(7ul, (await town.Journal.Streams.Load("placement", default)).Head);
    }

    [Fact]
    public async Task What_was_decided_is_so_after_a_restart()
    {
        await using var town = await TestTown.Start();
        await town.Placement.Move("G1", "silo-2", pin: true);
        await town.Placement.Move("G2", "silo-3");
        await town.Placement.Drain("silo-1");
        await town.Placement.Weigh("silo-2", 4);
        await town.Restart();
        var now = await town.Placement.Get(default);
        Assert.Equal(4ul, now.Version);
        Assert.Equal([("G1", "silo-2", true), ("G2", "silo-3", false)], now.Grids.Where(g => g.Code != "G3").Select(g => (g.Code, g.Silo, g.Pinned)));
        Assert.NotEqual("silo-1", now.Grids.Single(g => g.Code == "G3").Silo);
        Assert.Equal([("silo-1", SiloState.Draining, 1.0), ("silo-2", SiloState.Live, 4.0), ("silo-3", SiloState.Live, 1.0)],
            now.Silos.Select(s => (s.Name, s.State, s.Weight)));
        Assert.Equal(5ul, (await town.Placement.Refill("silo-1")).Version);
    }

    [Fact]
    public async Task A_town_started_with_fewer_silos_shows_the_missing_as_dead_and_runs_their_grids_elsewhere()
    {
        await using var town = await TestTown.Start();
        await town.Placement.Move("G1", "silo-3", pin: true);
        await town.Restart(new ProcessSilosOptions { Silos = 2 });
        var now = await town.Placement.Get(default);
        Assert.Equal([SiloState.Live, SiloState.Live, SiloState.Dead], now.Silos.Select(s => s.State));
        Assert.Contains(now.Grids.Single(g => g.Code == "G1").Silo, new[] { "silo-1", "silo-2" });
        Assert.Equal(Outcome.Opened, (await town.Grains.Grid("G1").SendOne(Reports.New())).Outcome);
        await town.Restart(new ProcessSilosOptions { Silos = 3 });
        Assert.Equal("silo-3", town.Placement.SiloOf("G1"));
    }

    [Fact]
    public async Task A_plan_is_refused_once_the_placement_has_changed()
    {
        await using var town = await TestTown.Start();
        foreach (var grid in new[] { "G1", "G2", "G3" }) await town.Placement.Move(grid, "silo-1");
        var plan = await town.Placement.Plan(default);
        Assert.Equal((3ul, 2), (plan.Version, plan.Moves.Count)); // one each
        Assert.Equal((3.0, 1.0), (Math.Round(plan.ImbalanceBefore, 6), Math.Round(plan.ImbalanceAfter, 6)));
        await town.Placement.Weigh("silo-2", 2);
        var refused = await town.Placement.Apply(plan);
        Assert.Equal(("placement_changed", 4ul), (refused.Refused, refused.Version));
        Assert.All(new[] { "G1", "G2", "G3" }, grid => Assert.Equal("silo-1", town.Placement.SiloOf(grid)));
        var again = await town.Placement.Plan(default);
        Assert.Equal(("", 5ul), ((await town.Placement.Apply(again)).Refused, town.Placement.View.Current.Table.Version));
        Assert.Equal(again.Moves.Select(m => (m.Grid, m.To)).Order(), again.Moves.Select(m => (m.Grid, town.Placement.SiloOf(m.Grid))).Order());
    }

    [Fact]
    public async Task S4_a_change_decided_on_an_old_placement_is_decided_again_on_the_new_one()
    {
        await using var town = await TestTown.Start();
        var plan = await town.Placement.Plan(default);
        plan.Moves.Add(new PlannedMove { Grid = "G1", From = town.Placement.SiloOf("G1"), To = town.Placement.Other("G1") });
        await town.Placement.Move("G3", "silo-1"); // the grain is awake at version 1
        plan.Version = 1;
        town.HasForeignEvents = true; // below, one without its rows
        // Another process that believes to host the placement drains a silo behind this one's back.
        var e = new PlacementEvent { By = "other", Drained = new SiloDrained { Silo = "silo-2" } };
        var store = town.Journal.OpenStore("other");
        await store.Commit([new Append(99, 1, Envelope.Unknown, [new StreamSlice("placement", 2, [new JournalEvent("Test", Google.Protobuf.MessageExtensions.ToByteArray(e))])], [], new ReadRows())], default);
        var refused = await town.Placement.Apply(plan);
        Assert.Equal(("placement_changed", 2ul), (refused.Refused, refused.Version));
        Assert.Equal("silo_draining", (await town.Placement.Move("G1", "silo-2")).Refused);
        Assert.Equal(2ul, (await town.Journal.Streams.Load("placement", default)).Head);
    }

    [Fact]
    public async Task What_another_process_changed_is_seen_though_nobody_told()
    {
        var clock = new ManualTime(TestTown.Noon);
        await using var town = await TestTown.Start(new ProcessSilosOptions { Silos = 2 }, clock);
        town.HasForeignEvents = true; // below, rows without their event
        var before = town.Placement.View.Current;
        var rows = new ReadRows();
        rows.Add(SiloSettingProjection.Row(new Journal.Queries.SiloSettingRow("silo-2", Draining: true, 1, 1)));
        rows.Add(AuditProjection.Row(new Journal.Queries.AuditRow(1, 1, "other", "drain", "silo-2", "live", "draining")));
        await town.Journal.OpenStore("other").Commit([new Append(99, 1, Envelope.Unknown, [new StreamSlice("placement", 1, [new JournalEvent("Test", [1])])], [], rows)], default);
        var seen = town.Placement.View.After(before, default);
        clock.Advance(TimeSpan.FromSeconds(31)); // silos look by themselves every 30 s
        Assert.Equal((1ul, true), ((await seen.WaitAsync(Patience.Max)).Table.Version, town.Placement.View.Current.IsDraining("silo-2")));
    }

    [Fact]
    public async Task A_refused_change_has_changed_nothing()
    {
        await using var town = await TestTown.Start(new ProcessSilosOptions { Silos = 2 });
        var before = town.Placement.View.Current;
        await town.Placement.Drain("silo-2");
        Assert.Equal(("last_silo", 1ul), await Refused(town.Placement.Drain("silo-1")));
        Assert.Equal(("silo_draining", 1ul), await Refused(town.Placement.Move("G1", "silo-2")));
        Assert.Equal(("unknown_silo", 1ul), await Refused(town.Placement.Move("G1", "silo-3")));
        Assert.Equal(("unknown_grid", 1ul), await Refused(town.Placement.Move("V1", "silo-1")));
        Assert.Equal(("malformed_weight", 1ul), await Refused(town.Placement.Weigh("silo-1", 101)));
        await town.Silos.Crash("silo-2");
        Assert.Equal(("silo_dead", 1ul), await Refused(town.Placement.Move("G1", "silo-2")));
        Assert.Equal(1ul, (await town.Journal.Streams.Load("placement", default)).Head);
        Assert.Equal(0ul, before.Table.Version); // a view once taken does not change

        static async Task<(string, ulong)> Refused(Task<PlacementAnswer> change) => (await change) is var answer ? (answer.Refused, answer.Version) : default;
    }

    [Fact]
    public async Task J6_a_change_is_answered_when_it_is_durable_and_seen_at_once()
    {
        await using var town = await TestTown.Start();
        var commit = town.Faults.Pause("placement", 1);
        var (before, to) = (town.Placement.View.Current, town.Placement.Other("G1"));
        var changing = town.Placement.Move("G1", to);
        await commit.Reached;
        Assert.Equal((false, true), (changing.IsCompleted, ReferenceEquals(before, town.Placement.View.Current)));
        var seen = town.Placement.View.After(before, default);
        Assert.False(seen.IsCompleted);
        commit.LetGo();
        Assert.Equal(1ul, (await changing).Version);
        Assert.Equal((to, 1ul), (town.Placement.SiloOf("G1"), (await seen.WaitAsync(Patience.Max)).Table.Version));
        Assert.True(town.Placement.View.After(before, default).IsCompletedSuccessfully); // no change is missed between two waits
    }

    [Fact]
    public async Task A_change_that_the_store_did_not_take_before_it_stopped_is_not_durable()
    {
        await using var town = await TestTown.Start(new ProcessSilosOptions { Silos = 1 });
        var commit = town.Faults.Pause("placement", 1);
        var changing = town.Placement.Weigh("silo-1", 2);
        await commit.Reached;
        await town.Silos.Crash("silo-1");
        await Assert.ThrowsAsync<NotDurableException>(() => changing);
        await town.Silos.Revive("silo-1");
        Assert.Equal(1ul, (await town.Placement.Weigh("silo-1", 2)).Version);
    }

    [Fact]
    public async Task Loads_count_decided_reports_and_follow_the_grid()
    {
        var clock = new ManualTime(TestTown.Noon);
        await using var town = await TestTown.Start(new ProcessSilosOptions { Silos = 3 }, clock);
        await town.Placement.Move("G1", "silo-1");
        for (var second = 0; second < 10; second++)
        {
            await town.Grains.Grid("G1").Send(Reports.New(), Reports.New(), Reports.New());
            clock.Advance(TimeSpan.FromSeconds(1));
        }
        await town.Placement.Move("G1", "silo-2");
        await town.Grains.Grid("G1").Day(new DayQuery { Date = TestTown.Today });
        var now = await Settled(town);
        var silo = now.Silos.Single(s => s.Name == "silo-2");
        Assert.Equal((3.0, 3.0), (Math.Round(now.Grids.Single(g => g.Code == "G1").ReportsPerSecond, 6), Math.Round(silo.ReportsPerSecond, 6)));
        Assert.Equal(now.Grids.Count(g => g.Silo == "silo-2"), (int)silo.Grids);
        Assert.InRange(now.Silos.Sum(s => (int)s.Grains), 1, town.Awake); // more may have woken since
        Assert.Equal(["G1", "G2", "G3"], now.Grids.Select(g => g.Code));
    }

    // The one that left is still in memory for a moment after the one that came has answered.
    private static async Task<Protos.Placement> Settled(TestTown town)
    {
        for (var began = TimeProvider.System.GetTimestamp(); ; await Task.Yield())
        {
            var now = await town.Placement.Get(default);
            if (!now.Grids.Any(grid => grid.Moving)) return now;
            Assert.True(TimeProvider.System.GetElapsedTime(began) < Patience.Max, $"{now.Grids} do not settle");
        }
    }

    [Fact]
    public async Task A_grid_that_has_still_to_leave_is_shown_as_moving()
    {
        await using var town = await TestTown.Start();
        await town.Placement.Move("G1", "silo-1");
        var commit = town.Faults.Pause("grid/G1", 1);
        var receipt = town.Grains.Grid("G1").SendOne(Reports.New());
        await commit.Reached;
        await town.Placement.Move("G1", "silo-2");
        var grid = (await town.Placement.Get(default)).Grids.Single(g => g.Code == "G1");
        Assert.Equal(("silo-2", true), (grid.Silo, grid.Moving));
        commit.LetGo();
        await receipt;
        await town.Grains.Grid("G1").Day(new DayQuery { Date = TestTown.Today });
        Assert.Equal("silo-2", (await Settled(town)).Grids.Single(g => g.Code == "G1").Silo);
    }

    private static RebalancePlan PlanOf(ulong version, params (string Grid, string From, string To)[] moves)
    {
        var plan = new RebalancePlan { Version = version };
        plan.Moves.AddRange(moves.Select(m => new PlannedMove { Grid = m.Grid, From = m.From, To = m.To }));
        return plan;
    }
}

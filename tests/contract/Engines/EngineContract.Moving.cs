using RealtimeGov.Grains.Tests.Towns;
using System.Diagnostics;
using RealtimeGov.Contract.Tests.Postgres;
using RealtimeGov.Domain.Placement;
using RealtimeGov.Protos;
using RealtimeGov.Grains;

namespace RealtimeGov.Contract.Tests.Engines;

/// <summary>What must not stall a move, what a move must not stall, and what is refused.</summary>
public abstract partial class EngineContract
{
    /// <summary>Of one change while everything moves: a hundred times what it takes, half of what a stalled one would.</summary>
    private static readonly TimeSpan ChangeMax = TimeSpan.FromSeconds(7);

    [Fact]
    public async Task No_cycle_of_calls_stalls_a_move()
    {
        await using var town = await Defined();
        await using var screen = new EngineScreen(town.Grains);
        await screen.KeepWatching([.. Villages, "T"], Today);
        var crowd = new EngineCrowd(town.Grains, nowUs);
        var reporting = crowd.Report(Grids, reports: 4_000, devices: 32);
        // Grids tell their villages, those the town, all their gateways; the placement and the town move with them.
        for (var round = 0; round < 2; round++)
        {
            foreach (var silo in Silos)
            {
                Assert.Equal("", await Within(ChangeMax, Drain(town, silo)));
                Assert.Equal("", await Within(ChangeMax, Refill(town, silo)));
            }
        }
        await reporting;
        await HasEachOnce(town, crowd);
        await Task.WhenAll(Villages.Select(village => screen.Shows(village, 1_000)).Append(screen.Shows("T", 4_000)));
        Assert.InRange(crowd.WaitsMs.Max(), 0, ChangeMax.TotalMilliseconds);
        Tell("six silos drained and refilled", crowd);
    }

    [Fact]
    public async Task S6_a_grid_that_waits_for_the_store_moves_when_it_is_done_and_keeps_nobody_else_waiting()
    {
        await using var town = await Defined();
        await using var screen = new EngineScreen(town.Grains);
        await screen.Watch("T", Today);
        // One silo has one committer: the grids of the other two go on, and so does the placement where it is not with them.
        var held = Grids.First(grid => SiloOf(town, grid) != town.Placement.View.Current.SiloOf(GrainNames.Placement));
        var (from, to) = (SiloOf(town, held), Other(town, held));
        var stuck = town.Faults.Pause($"grid/{held}", 1);
        var waiting = town.Grains.Grid(held).SendOne(nowUs, EngineReports.New(nowUs));
        await stuck.Reached;
        var elsewhere = Grids.Where(grid => SiloOf(town, grid) != from).ToList();
        Assert.Equal("", (await Move(town, held, to)).Refused);
        foreach (var grid in elsewhere)
        {
            Assert.Equal("", (await Move(town, grid, to)).Refused);
            await town.Grains.Grid(grid).SendOne(nowUs, EngineReports.New(nowUs));
        }
        stuck.LetGo();
        Assert.Equal($"{held}.1", (await waiting).IssueId);
        Assert.Equal((Outcome.Opened, $"{held}.2"), await Sent(town, held, EngineReports.New(nowUs)));
        await screen.Shows("T", (ulong)elsewhere.Count + 2);
    }

    [Fact]
    public async Task S3_S5_regions_sum_the_same_after_each_silo_has_crashed()
    {
        await using var town = await Defined();
        await using var screen = new EngineScreen(town.Grains);
        await screen.KeepWatching([.. Villages, "T"], Today);
        var crowd = new EngineCrowd(town.Grains, nowUs);
        foreach (var silo in Silos)
        {
            await crowd.Report(Grids, reports: 400, devices: 16);
            await town.Crash(silo);
            await crowd.Report(Grids, reports: 400, devices: 16);
            await town.Revive(silo);
        }
        await HasEachOnce(town, crowd);
        await Task.WhenAll(Villages.Select(village => screen.Shows(village, 600)).Append(screen.Shows("T", 2_400)));
    }

    [Fact]
    public async Task A_change_that_is_durable_is_no_failure_though_the_placement_cannot_be_read_just_then()
    {
        await using var town = await Defined();
        var to = Other(town, "V1-1");
        town.Faults.ReadingPlacement = () => Task.FromException(new IOException("the store cannot be read, as planned"));
        var answer = await Move(town, "V1-1", to);
        Assert.Equal(("", 1ul), (answer.Refused, answer.Version));
        town.Faults.ReadingPlacement = null;
        await Eventually.Holds(() => Task.FromResult(SiloOf(town, "V1-1") == to));
    }

    [Fact]
    public async Task Moving_to_a_silo_that_is_unknown_draining_or_dead_is_refused_by_name()
    {
        await using var town = await Defined();
        Assert.Equal(PlacementErrors.UnknownSilo, (await Move(town, "V1-1", "silo-9")).Refused);
        Assert.Equal("", await Drain(town, "silo-3"));
        Assert.Equal(PlacementErrors.SiloDraining, (await Move(town, "V1-1", "silo-3")).Refused);
        Assert.Equal("", await Refill(town, "silo-3"));
        await town.Crash("silo-3");
        var dead = await Move(town, "V1-1", "silo-3");
        Assert.Equal((PlacementErrors.SiloDead, "silo-3 is dead"), (dead.Refused, dead.Detail));
    }

    [Fact]
    public async Task Draining_the_last_silo_is_refused_and_it_keeps_its_grids()
    {
        await using var town = await Defined();
        Assert.Equal("", await Drain(town, "silo-1"));
        await town.Crash("silo-2");
        var last = await town.Placement.Change(new ChangePlacement { Drain = new DrainSiloRequest { Silo = "silo-3", By = "X" } });
        Assert.Equal((PlacementErrors.LastSilo, "without silo-3 no silo would take grids"), (last.Refused, last.Detail));
        Assert.Equal((Outcome.Opened, "V1-1.1"), await Sent(town, "V1-1", EngineReports.New(nowUs)));
        Assert.Equal("silo-3", SiloOf(town, "V1-1"));
    }

    [Fact]
    public async Task A_stale_plan_is_refused_and_moves_nothing()
    {
        await using var town = await Defined();
        var crowd = new EngineCrowd(town.Grains, nowUs);
        await crowd.Report(Grids, reports: 40, devices: 4);
        var plan = await town.Placement.Plan(default);
        var to = Other(town, "V1-1");
        Assert.Equal("", (await Move(town, "V1-1", to)).Refused);
        var stale = await town.Placement.Change(new ChangePlacement { Apply = new ApplyPlanRequest { Plan = plan, By = "X" } });
        Assert.Equal(PlacementErrors.PlacementChanged, stale.Refused);
        Assert.Equal($"the plan is of version {plan.Version}; the placement has version {plan.Version + 1}", stale.Detail);
        Assert.Equal(to, SiloOf(town, "V1-1"));
    }

    private static async Task<string> Drain(IEngineTown town, string silo) =>
        (await town.Placement.Change(new ChangePlacement { Drain = new DrainSiloRequest { Silo = silo, By = "X" } })).Refused;

    private static async Task<string> Refill(IEngineTown town, string silo) =>
        (await town.Placement.Change(new ChangePlacement { Refill = new RefillSiloRequest { Silo = silo, By = "X" } })).Refused;

    private static async Task<T> Within<T>(TimeSpan most, Task<T> task)
    {
        var took = Stopwatch.StartNew();
        var result = await task;
        Assert.InRange(took.Elapsed, TimeSpan.Zero, most);
        return result;
    }
}

using RealtimeGov.Grains.Tests.Towns;
using RealtimeGov.Domain.Time;
using RealtimeGov.Contract.Tests.Postgres;
using RealtimeGov.Protos;
using Xunit.Abstractions;
using RealtimeGov.Grains;

namespace RealtimeGov.Contract.Tests.Engines;

/// <summary>
/// What silos owe the grains and their callers. The town T has the villages V1 to V4 with five grids each, named
/// V1-1 and so on, and the steward S-1 of V1-1.
/// </summary>
public abstract partial class EngineContract(ITestOutputHelper output)
{
    private static readonly string[] Villages = ["V1", "V2", "V3", "V4"];
    private static readonly string[] Grids = [.. Villages.SelectMany(village => Enumerable.Range(1, 5).Select(grid => $"{village}-{grid}"))];
    protected static readonly string[] Silos = ["silo-1", "silo-2", "silo-3"];

    private readonly long nowUs = Instant.From(TimeProvider.System.GetUtcNow());

    protected long NowUs => nowUs;

    protected abstract Task<IEngineTown> Start();

    [Fact]
    public async Task S6_grids_that_move_under_load_lose_nothing_and_double_nothing()
    {
        await using var town = await Defined();
        await using var screen = new EngineScreen(town.Grains);
        foreach (var region in Villages.Append("T")) await screen.Watch(region, Today);
        var crowd = new EngineCrowd(town.Grains, nowUs);
        var reporting = crowd.Report(Grids, reports: 8_000, devices: 32);
        var moves = 0;
        while (!reporting.IsCompleted && moves < 200)
        {
            var grid = Grids[moves++ % Grids.Length];
            Assert.Equal("", (await Move(town, grid, Other(town, grid))).Refused);
        }
        await reporting;
        Assert.True(moves >= Grids.Length, $"only {moves} moves");
        await HasEachOnce(town, crowd);
        await Task.WhenAll(Villages.Select(village => screen.Shows(village, 2_000)).Append(screen.Shows("T", 8_000)));
        Tell($"{moves} moves", crowd);
    }

    [Fact]
    public async Task S5_S6_what_was_acknowledged_before_a_silo_crashed_under_load_counts_once()
    {
        await using var town = await Defined();
        await using var screen = new EngineScreen(town.Grains);
        var crowd = new EngineCrowd(town.Grains, nowUs);
        var reporting = crowd.Report(Grids, reports: 6_000, devices: 32);
        await crowd.Reaches(1_000);
        await town.Crash("silo-2");
        await crowd.Reaches(3_000);
        await town.Revive("silo-2");
        await reporting;
        await HasEachOnce(town, crowd);
        foreach (var region in Villages.Append("T")) await screen.Watch(region, Today);
        await Task.WhenAll(Villages.Select(village => screen.Shows(village, 1_500)).Append(screen.Shows("T", 6_000)));
        Tell("one crash", crowd);
    }

    [Fact]
    public async Task S6_a_drained_silo_is_empty_and_a_refilled_one_has_its_grids_again()
    {
        await using var town = await Defined();
        var crowd = new EngineCrowd(town.Grains, nowUs);
        await crowd.Report(Grids, reports: 200, devices: 8);
        var before = Grids.ToDictionary(grid => grid, grid => SiloOf(town, grid));
        Assert.Equal("", await Drain(town, "silo-2"));
        await Eventually.Holds(async () => Runs(await town.Placement.Get(default), "silo-2") == 0);
        Assert.Equal("", await Refill(town, "silo-2"));
        await Eventually.Holds(async () => Grids.All(grid => SiloOf(town, grid) == before[grid]) && !(await town.Placement.Get(default)).Grids.Any(grid => grid.Moving));
        await crowd.Report(Grids, reports: 200, devices: 8);
        await HasEachOnce(town, crowd);
    }

    [Fact]
    public async Task S6_a_screen_that_watches_a_moved_grid_or_region_need_not_ask_again()
    {
        await using var town = await Defined();
        await using var screen = new EngineScreen(town.Grains);
        foreach (var region in new[] { "T", "V1", "V1-1" }) await screen.Watch(region, Today);
        ulong sent = 0;
        foreach (var silo in Silos)
        {
            Assert.Equal("", await Drain(town, silo));
            await town.Grains.Grid("V1-1").SendOne(nowUs, EngineReports.New(nowUs));
            Assert.Equal("", await Refill(town, silo));
            await town.Grains.Grid("V1-1").SendOne(nowUs, EngineReports.New(nowUs));
            sent += 2;
        }
        await Task.WhenAll(screen.Shows("T", sent), screen.Shows("V1", sent), screen.Shows("V1-1", sent));
    }

    [Fact]
    public async Task S7_a_grid_that_waits_for_the_store_takes_two_thousand_reports_and_gives_the_rest_back()
    {
        await using var town = await Defined();
        var grid = town.Grains.Grid("V1-1");
        var stuck = town.Faults.Pause("grid/V1-1", 1);
        var waiting = Enumerable.Range(0, 25).Select(_ => grid.Send(nowUs, [.. Enumerable.Range(0, 100).Select(_ => EngineReports.New(nowUs))])).ToList();
        await stuck.Reached;
        var full = await Task.WhenAny(waiting);
        stuck.LetGo();
        Assert.All(await full, receipt => Assert.Equal((Outcome.Retry, "grid_full"), (receipt.Outcome, receipt.Reason)));
        var receipts = (await Task.WhenAll(waiting)).SelectMany(reply => reply).ToList();
        Assert.Equal((2_000, 500), (receipts.Count(r => r.Outcome == Outcome.Opened), receipts.Count(r => r.Outcome == Outcome.Retry)));
    }

    [Fact]
    public async Task What_was_defined_is_known_to_grids_on_every_silo_at_once()
    {
        await using var town = await Defined();
        await town.Grains.Define(new DefineTown { AtUs = nowUs, Categories = { new Category { Code = "water/ditch" } } });
        foreach (var silo in Silos)
        {
            Assert.Equal("", (await Move(town, "V2-1", silo)).Refused);
            var report = EngineReports.New(nowUs);
            report.Category = "water/ditch";
            await town.Grains.Grid("V2-1").SendOne(nowUs, report);
        }
        Assert.Equal(3ul, (await town.Grains.Grid("V2-1").Day(new DayQuery { Date = Today })).Counts.ByCategory["water/ditch"]);
    }

    protected int Today => LocalDay.Of(nowUs - Instant.MinuteUs, TimeZoneInfo.Utc);

    private static string SiloOf(IEngineTown town, string grid) => town.Placement.View.Current.SiloOfGrid(grid)!;

    private static string Other(IEngineTown town, string grid) => Silos.First(silo => silo != SiloOf(town, grid));

    private static uint Runs(Protos.Placement placement, string silo) => placement.Silos.Single(load => load.Name == silo).Grains;

    private static Task<PlacementAnswer> Move(IEngineTown town, string grid, string silo) =>
        town.Placement.Change(new ChangePlacement { Move = new MoveGridRequest { Grid = grid, Silo = silo, By = "X" } });

    // Each acknowledged report stands in the day rows once, and nothing else does.
    private static async Task HasEachOnce(IEngineTown town, EngineCrowd crowd)
    {
        Assert.All(crowd.Receipts.Values, receipt => Assert.Contains(receipt.Outcome, new[] { Outcome.Opened, Outcome.Duplicate }));
        var rows = await town.Journal.ReadModel.Totals("", default);
        Assert.Equal(crowd.Receipts.Count, rows.Sum(row => (long)row.Counts.Valid));
        Assert.Equal(crowd.Receipts.Count, crowd.Receipts.Values.Select(receipt => receipt.IssueId).Distinct().Count());
    }

    protected async Task<IEngineTown> Defined()
    {
        var town = await Start();
        var define = new DefineTown { AtUs = nowUs };
        define.Regions.Add(new Region { Code = "T", Name = "T", Kind = "town", TimeZone = "Etc/UTC" });
        foreach (var village in Villages) define.Regions.Add(new Region { Code = village, Name = village, Kind = "village", Parent = "T" });
        foreach (var grid in Grids) define.Regions.Add(new Region { Code = grid, Name = grid, Kind = "grid", Parent = grid[..2] });
        define.Categories.Add(new Category { Code = "roads/pothole" });
        await town.Grains.Define(define);
        await town.Grains.Register(new RegisterSteward { Steward = new Steward { Id = "S-1", Name = "S", HomeGrid = "V1-1" }, AtUs = nowUs });
        await town.Grains.Define(new DefineTown { AtUs = nowUs, Categories = { new Category { Code = "green/branch" } } }); // every silo reads the stewards
        return town;
    }

    private void Tell(string what, EngineCrowd crowd)
    {
        var waits = crowd.WaitsMs.Order().ToList();
        output.WriteLine($"{what}: {waits.Count} reports, waited p50 {waits[waits.Count / 2]:0.0} ms, p99 {waits[waits.Count * 99 / 100]:0.0} ms, max {waits[^1]:0} ms");
    }
}

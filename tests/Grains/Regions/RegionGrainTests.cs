using RealtimeGov.Grains.Tests.Towns;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Tests.Regions;

public sealed class RegionGrainTests
{
    [Fact]
    public async Task Counts_climb_from_grids_to_villages_to_the_town_and_to_trades()
    {
        await using var town = await TestTown.Start();
        using var screen = new Screen(town.Grains);
        foreach (var region in new[] { "T", "V1", "V2", "X", "G1" }) await screen.Watch(region, TestTown.Today);
        await town.Grains.Grid("G1").Send(Reports.New(), Reports.New(steward: "S-2"));
        await town.Grains.Grid("G3").Send(Reports.New(steward: "S-2", disposition: Disposition.SolvedOnSpot));
        await Task.WhenAll(screen.Shows("T", 3), screen.Shows("V1", 2), screen.Shows("V2", 1), screen.Shows("X", 2), screen.Shows("G1", 2));
        var root = await screen.Shows("T", 3);
        Assert.Equal((2ul, 1ul, 3ul), (root.Counts.Opened, root.Counts.Recorded, root.Counts.ByCategory["roads/pothole"]));
        Assert.Equal([("V1", 2ul), ("V2", 1ul)], root.Children.Select(c => (c.Code, c.Valid)).Order());
        Assert.Equal([("G1", 2ul), ("G3", 1ul)], root.Grids.Select(c => (c.Code, c.Valid)).Order());
        Assert.Equal(3, root.Newest.Count);
        Assert.Equal(2ul + 1ul, root.Version); // G1's day was last changed by its seq 2, G3's by its seq 1
    }

    [Fact]
    public async Task S3_no_screen_shows_a_count_before_it_is_durable()
    {
        await using var town = await TestTown.Start();
        using var screen = new Screen(town.Grains);
        await screen.Watch("T", TestTown.Today);
        await screen.Watch("G1", TestTown.Today);
        var commit = town.Faults.Pause("grid/G1", 1);
        var receipt = town.Grains.Grid("G1").SendOne(Reports.New());
        await commit.Reached;
        // Asked again and again, which gives a push time to come.
        for (var turns = 0; turns < 10; turns++)
        {
            await town.Grains.Grid("G1").Day(new DayQuery { Date = turns });
            await screen.Watch("G1", TestTown.Today);
            await screen.Watch("T", TestTown.Today);
        }
        Assert.Equal((0ul, 0ul), (screen.Valid("T", TestTown.Today), screen.Valid("G1", TestTown.Today)));
        commit.LetGo();
        await receipt;
        await Task.WhenAll(screen.Shows("T", 1), screen.Shows("G1", 1));
    }

    [Fact]
    public async Task A_region_that_wakes_reads_its_childrens_rows()
    {
        await using var town = await TestTown.Start();
        await town.Grains.Grid("G1").Send(Reports.New(), Reports.New(steward: "S-2"));
        await town.Restart();
        using var screen = new Screen(town.Grains);
        await screen.Watch("T", TestTown.Today);
        await screen.Watch("X", TestTown.Today);
        Assert.Equal((2ul, 1ul), (screen.Valid("T", TestTown.Today), screen.Valid("X", TestTown.Today)));
        await town.Grains.Grid("G1").SendOne(Reports.New());
        var root = await screen.Shows("T", 3);
        Assert.Equal(3, root.Newest.Count);
        Assert.Equal([("G1", 3ul)], root.Grids.Select(g => (g.Code, g.Valid)));
    }

    [Fact]
    public async Task A_late_report_changes_the_day_on_which_it_was_observed()
    {
        await using var town = await TestTown.Start();
        using var screen = new Screen(town.Grains);
        await screen.Watch("T", TestTown.Today - 3);
        await town.Grains.Grid("G1").SendOne(Reports.New(observedAtUs: TestTown.NowUs - 3 * Instant.DayUs));
        Assert.Equal(TestTown.Today - 3, (await screen.Shows("T", 1)).Date);
    }

    [Fact]
    public async Task S3_what_becomes_another_kind_tomorrow_is_summed_today_as_it_is_today()
    {
        await using var town = await TestTown.Start();
        using var screen = new Screen(town.Grains);
        await screen.Watch("T", TestTown.Today);
        await screen.Watch("G1", TestTown.Today);
        // From tomorrow on G1 is a village with a grid of its own, and V2 is a grid.
        await town.Grains.Define(new DefineTown { AtUs = TestTown.NowUs, Regions =
        {
            new Region { Code = "G1", Name = "G1", Kind = "village", Parent = "V1" },
            new Region { Code = "G1a", Name = "G1a", Kind = "grid", Parent = "G1" },
            new Region { Code = "G3", Name = "G3", Kind = "grid", Parent = "V1" },
            new Region { Code = "V2", Name = "V2", Kind = "grid", Parent = "T" },
        } });
        await town.Grains.Grid("G1").SendOne(Reports.New());
        await town.Grains.Grid("G3").SendOne(Reports.New());
        await Task.WhenAll(screen.Shows("T", 2), screen.Shows("G1", 1));
    }

    [Fact]
    public async Task A_renewal_brings_the_summary_only_if_the_version_differs()
    {
        await using var town = await TestTown.Start();
        await town.Grains.Grid("G1").SendOne(Reports.New());
        await town.Restart();
        var region = town.Grains.Region("T");
        var first = await region.Watch(new WatchRegion { Watcher = "w", Date = TestTown.Today });
        Assert.Equal(1ul, first.Summary.Counts.Valid);
        var renewed = await region.Watch(new WatchRegion { Watcher = "w", Date = TestTown.Today, Version = first.Summary.Version });
        Assert.Null(renewed.Summary);
    }

    [Fact]
    public async Task A_region_that_wakes_reads_the_rows_of_its_own_grids_only()
    {
        await using var town = await TestTown.Start();
        await town.Grains.Grid("G1").SendOne(Reports.New());
        await town.Grains.Grid("G3").SendOne(Reports.New());
        await town.Restart();
        var read = new System.Collections.Concurrent.ConcurrentQueue<string[]>();
        town.Faults.DaysReadOf = grids => read.Enqueue([.. grids.Order()]);
        var reply = await town.Grains.Region("V1").Watch(new WatchRegion { Watcher = "w", Date = TestTown.Today });
        Assert.Equal(1ul, reply.Summary.Counts.Valid);
        Assert.Equal(["G1", "G2"], read.First()); // the town above may have been woken by it
    }

    [Fact]
    public async Task S3_after_any_load_every_screen_shows_the_journals_number()
    {
        await using var town = await TestTown.Start();
        using var screen = new Screen(town.Grains);
        foreach (var region in new[] { "T", "V1", "V2" }) await screen.Watch(region, TestTown.Today);
        string[] grids = ["G1", "G2", "G3"];
        await Task.WhenAll(Enumerable.Range(0, 600).Select(i => town.Grains.Grid(grids[i % 3]).SendOne(Reports.New())));
        await Task.WhenAll(screen.Shows("T", 600), screen.Shows("V1", 400), screen.Shows("V2", 200));
        var rows = await town.Journal.ReadModel.Days(TestTown.Today, "", default);
        var root = await screen.Shows("T", 600);
        Assert.Equal((600ul, root.Version), ((ulong)rows.Sum(r => (long)r.Counts.Valid), (ulong)rows.Sum(r => (long)r.Version)));
    }
}

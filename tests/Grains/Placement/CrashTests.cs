using RealtimeGov.Grains.Tests.Towns;
using RealtimeGov.Domain.Time;
using RealtimeGov.Cluster;
using RealtimeGov.Journal.Commit;
using RealtimeGov.Protos;
using RealtimeGov.Tests.Support;
using RealtimeGov.Grains;

namespace RealtimeGov.Grains.Tests.Placement;

public sealed class CrashTests
{
    [Fact]
    public async Task S5_S6_what_was_acknowledged_before_a_silo_crashed_under_load_counts_once()
    {
        await using var town = await TestTown.Start();
        var grids = await town.Grow(villages: 4, gridsEach: 5);
        using var screen = new Screen(town.Grains);
        foreach (var region in new[] { "T", "R1", "R2", "R3", "R4" }) await screen.Watch(region, TestTown.Today);
        var crowd = new Crowd(town.Grains);
        var reporting = crowd.Report(grids, reports: 8_000, devices: 64);
        foreach (var (silo, round) in new[] { "silo-1", "silo-2", "silo-3", "silo-1" }.Select((silo, round) => (silo, round)))
        {
            await crowd.Reaches(round * 1_800 + 500);
            // Or the crash would hit nothing.
            Assert.False(reporting.IsCompleted);
            Assert.Contains(grids, grid => town.SiloWhereAwake(GrainNames.GridId(grid)) == silo);
            await town.Silos.Crash(silo);
            await crowd.Reaches(round * 1_800 + 1_500);
            await town.Silos.Revive(silo);
        }
        await reporting;
        Assert.All(crowd.Receipts.Values, receipt => Assert.Contains(receipt.Outcome, new[] { Outcome.Opened, Outcome.Duplicate }));
        await Counts.HaveEachOnce(town, grids, crowd.Receipts.Keys);
        // A watch that died with its region is renewed, as a gateway does every five seconds.
        foreach (var region in new[] { "T", "R1", "R2", "R3", "R4" }) await screen.Watch(region, TestTown.Today);
        await Task.WhenAll(screen.Shows("T", 8_000), screen.Shows("R1", 2_000), screen.Shows("R4", 2_000));
    }

    [Fact]
    public async Task A_request_inside_a_crashed_silo_is_asked_again_of_its_grid_which_wakes_elsewhere()
    {
        await using var town = await TestTown.Start();
        await town.Placement.Move("G1", "silo-1");
        var report = Reports.New();
        var commit = town.Faults.Pause("grid/G1", 1);
        var inside = town.Grains.Grid("G1").SendOne(report);
        await commit.Reached;
        await town.Silos.Crash("silo-1");
        Assert.Equal("G1.1", (await inside).IssueId);
        commit.LetGo();
        Assert.NotEqual("silo-1", town.SiloWhereAwake(GrainNames.GridId("G1")));
        Assert.Equal(SiloState.Dead, (await town.Placement.Get(default)).Silos[0].State);
        Assert.Equal(1ul, (await town.Journal.Streams.Load("grid/G1", default)).Head);
    }

    [Fact]
    public async Task What_a_crashed_silo_s_committer_held_is_not_written_later()
    {
        // A stop would wait an hour for the store.
        var options = new ProcessSilosOptions { Silos = 3, Committer = new CommitterOptions { StopMax = TimeSpan.FromHours(1) } };
        await using var town = await TestTown.Start(options);
        await town.Placement.Move("G1", "silo-1");
        await town.Placement.Move("G2", "silo-1");
        var commit = town.Faults.Pause("grid/G1", 1);
        var first = town.Grains.Grid("G1").SendOne(Reports.New());
        await commit.Reached;
        var queued = town.Grains.Grid("G2").SendOne(Reports.New());
        await town.Grains.Grid("G2").Day(new DayQuery { Date = TestTown.Today }); // a turn of the grid after it was decided
        await town.Silos.Crash("silo-1").WaitAsync(Patience.Max);
        commit.LetGo();
        // Both are asked again of the grids' successors: each counts once.
        Assert.Equal((Outcome.Opened, Outcome.Opened), ((await first).Outcome, (await queued).Outcome));
        Assert.Equal((1ul, 1ul), ((await town.Journal.Streams.Load("grid/G1", default)).Head, (await town.Journal.Streams.Load("grid/G2", default)).Head));
    }

    [Fact]
    public async Task S3_news_that_died_with_a_region_reaches_the_one_above_without_anybody_reporting_again()
    {
        await using var town = await TestTown.Start();
        using var screen = new Screen(town.Grains);
        // Of an older day, which no renewal carries up.
        var (late, date) = (TestTown.NowUs - 3 * Instant.DayUs, TestTown.Today - 3);
        await screen.Watch("T", date);
        var silo = town.SiloWhereAwake(GrainNames.RegionId("T"))!;
        // The grid lives where the town's sum does not, and is lost in the moment in which its report is durable.
        var other = new[] { "silo-1", "silo-2", "silo-3" }.First(name => name != silo);
        await town.Placement.Move("G1", other);
        await town.WriteUntold("G1", late);
        Assert.Equal(0ul, screen.Valid("T", date));
        await town.Silos.Crash(other);
        Assert.Equal(date, (await screen.Shows("T", 1)).Date);
    }

    [Fact]
    public async Task S3_what_becomes_durable_a_little_after_a_loss_is_looked_for_again()
    {
        await using var town = await TestTown.Start();
        using var screen = new Screen(town.Grains);
        var (late, date) = (TestTown.NowUs - 3 * Instant.DayUs, TestTown.Today - 3);
        await screen.Watch("T", date);
        var other = new[] { "silo-1", "silo-2", "silo-3" }.First(name => name != town.SiloWhereAwake(GrainNames.RegionId("T")));
        await town.Placement.Move("G1", other);
        await town.Silos.Crash(other);
        await town.WriteUntold("G1", late); // what the store was at when its silo was given up
        Assert.Equal(date, (await screen.Shows("T", 1)).Date);
    }

    [Fact]
    public async Task Two_silos_of_one_name_are_refused()
    {
        await using var town = await TestTown.Start();
        Assert.Equal("a silo named silo-2 lives already", (await Assert.ThrowsAsync<InvalidOperationException>(() => town.Silos.Revive("silo-2"))).Message);
        await town.Silos.Crash("silo-2");
        Assert.Equal("no silo named silo-2 lives", (await Assert.ThrowsAsync<InvalidOperationException>(() => town.Silos.Crash("silo-2"))).Message);
        await town.Silos.Revive("silo-2");
        Assert.Equal(SiloState.Live, (await town.Placement.Get(default)).Silos[1].State);
    }

    [Fact]
    public async Task While_no_silo_lives_senders_wait_and_are_served_when_one_does()
    {
        await using var town = await TestTown.Start();
        var before = town.Placement.SiloOf("G1");
        foreach (var silo in new[] { "silo-1", "silo-2", "silo-3" }) await town.Silos.Crash(silo);
        var asking = town.Grains.Grid("G1").SendOne(Reports.New());
        Assert.Equal("", (await town.Placement.Get(default)).Grids.Single(g => g.Code == "G1").Silo);
        await town.Silos.Revive(before);
        Assert.Equal(Outcome.Opened, (await asking).Outcome);
    }
}

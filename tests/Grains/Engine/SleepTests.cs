using RealtimeGov.Grains.Contracts;
using RealtimeGov.Grains.Shell;
using RealtimeGov.Grains.Tests.Towns;
using RealtimeGov.Engines.Local;
using RealtimeGov.Protos;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Grains.Tests.Engine;

public sealed class SleepTests
{
    [Fact]
    public async Task Idle_actors_sleep_and_wake_with_what_they_knew()
    {
        var clock = new ManualTime(TestTown.Noon);
        await using var town = await TestTown.Start(new LocalEngineOptions { IdleBeforeSleep = TimeSpan.FromMinutes(1) }, clock);
        await town.Actors.Grid("G1").SendOne(Reports.New());
        Assert.True(town.Awake >= 3); // the grid, its village, the town
        await Until(clock, () => town.Awake == 0);
        var again = await town.Actors.Grid("G1").SendOne(Reports.New());
        Assert.Equal("G1.2", again.IssueId);
        Assert.Equal(2ul, (await town.Actors.Grid("G1").Day(new DayQuery { Date = TestTown.Today })).Counts.Valid);
    }

    [Fact]
    public async Task A_grid_with_an_append_in_flight_or_a_watcher_stays_awake()
    {
        var clock = new ManualTime(TestTown.Noon);
        await using var town = await TestTown.Start(new LocalEngineOptions { IdleBeforeSleep = TimeSpan.FromSeconds(10) }, clock);
        await Until(clock, () => town.Awake == 0);
        var commit = town.Faults.Pause("grid/G1", 1);
        var receipt = town.Actors.Grid("G1").SendOne(Reports.New());
        await commit.Reached;
        for (var i = 0; i < 20; i++) clock.Advance(IActor.TickPeriod);
        Assert.Equal(0ul, (await town.Actors.Grid("G1").Day(new DayQuery { Date = TestTown.Today })).Counts.Valid);
        commit.LetGo();
        Assert.Equal("G1.1", (await receipt).IssueId); // by the very incarnation that had decided it
        Assert.Equal(1ul, (await town.Journal.Streams.Load("grid/G1", default)).Head);
    }

    [Fact]
    public void Options_out_of_range_are_refused_by_name()
    {
        var late = Assert.Throws<ArgumentException>(() => new LocalEngineOptions { AcceptLateDays = 20_001 }.Validate());
        Assert.Equal("AcceptLateDays must be 0 to 20000; it was 20001", late.Message);
        foreach (var silos in new[] { 0, 33 })
            Assert.Equal($"Silos must be 1 to 32; it was {silos}", Assert.Throws<ArgumentException>(() => new LocalEngineOptions { Silos = silos }.Validate()).Message);
        new LocalEngineOptions { Silos = 32 }.Validate();
    }

    private static async Task Until(ManualTime clock, Func<bool> reached)
    {
        // Turns run on other threads while the clock is moved: it is moved until they have got there.
        var patience = System.Diagnostics.Stopwatch.StartNew();
        while (!reached() && patience.Elapsed < Patience.Max)
        {
            clock.Advance(IActor.TickPeriod);
            await Task.Yield();
        }
        Assert.True(reached());
    }
}

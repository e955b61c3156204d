using RealtimeGov.Grains.Tests.Placement;
using RealtimeGov.Grains.Tests.Towns;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;
using RealtimeGov.Grains;

namespace RealtimeGov.Grains.Tests.Regions;

/// <summary>Four levels: county C, town T, villages V1 and V2, their grids. What is hard about them is told by each test's name.</summary>
public sealed class CountyTests
{
    private static readonly string[] Levels = ["C", "T", "V1", "V2", "G1", "G2", "G3"];

    [Fact]
    public async Task S3_counts_climb_four_levels_and_every_version_is_the_sum_below()
    {
        await using var town = await TestTown.StartCounty();
        using var screen = new Screen(town.Grains);
        await WatchAll(screen, TestTown.Today);
        await town.Grains.Grid("G1").Send(Reports.New(), Reports.New());
        await town.Grains.Grid("G2").SendOne(Reports.New());
        await town.Grains.Grid("G3").Send(Reports.New(), Reports.New(), Reports.New());
        var county = await screen.Shows("C", 6);
        Assert.Equal(6ul, county.Version);
        Assert.Equal([("T", 6ul)], county.Children.Select(c => (c.Code, c.Valid)));
        Assert.Equal([("G1", 2ul), ("G2", 1ul), ("G3", 3ul)], county.Grids.Select(g => (g.Code, g.Valid)).Order());
        await Task.WhenAll(screen.Shows("T", 6), screen.Shows("V1", 3), screen.Shows("V2", 3));
    }

    [Fact]
    public async Task S3_a_last_frame_that_was_lost_comes_with_the_next_renewal()
    {
        await using var town = await TestTown.StartCounty();
        using var told = new Screen(town.Grains);
        await told.Watch("C", TestTown.Today);
        // A gateway that the region cannot reach: its watch is known, its frames fall.
        var known = (await town.Grains.Region("C").Watch(Deaf())).Summary?.Version ?? 0;
        await town.Grains.Grid("G1").SendOne(Reports.New());
        var last = await told.Shows("C", 1);
        var renewal = Deaf();
        renewal.Version = known;
        Assert.Equal((1ul, 1ul), ((await town.Grains.Region("C").Watch(renewal)).Summary is { } s ? (s.Counts.Valid, s.Version) : default));
        renewal.Version = last.Version;
        Assert.Null((await town.Grains.Region("C").Watch(renewal)).Summary);
    }

    [Theory]
    [InlineData("C")]
    [InlineData("T")]
    [InlineData("V1")]
    public async Task S3_S6_a_region_that_moves_while_reports_flow_goes_on_from_the_same_number(string region)
    {
        await using var town = await TestTown.StartCounty();
        using var screen = new Screen(town.Grains);
        await WatchAll(screen, TestTown.Today);
        var crowd = new Crowd(town.Grains);
        var reporting = crowd.Report(["G1", "G2", "G3"], reports: 3_000, devices: 12);
        for (var move = 1; move <= 6; move++)
        {
            await crowd.Reaches(move * 400);
            var home = await town.WhereAwake(GrainNames.RegionId(region));
            Assert.Equal("", (await town.Placement.Drain(home)).Refused); // a region lives by its name: it goes where that points without this silo
            await town.Grains.Region(region).Watch(Deaf());
            await town.WhereAwake(GrainNames.RegionId(region), butNotOn: home); // it was served there until it had gone
            Assert.Equal("", (await town.Placement.Refill(home)).Refused);
        }
        await reporting;
        await Task.WhenAll(screen.Shows("C", 3_000), screen.Shows("T", 3_000), screen.Shows("V1", 2_000), screen.Shows("V2", 1_000));
        await Counts.HaveEachOnce(town, ["G1", "G2", "G3"], crowd.Receipts.Keys);
    }

    [Fact]
    public async Task S3_the_day_of_twenty_five_hours_has_what_was_observed_in_all_of_them()
    {
        // Berlin, 2026-10-25: from 22:00Z the day before to 23:00Z, with 02:30 twice.
        var clock = new SetClock(new DateTimeOffset(2026, 10, 26, 8, 0, 0, TimeSpan.Zero));
        await using var town = await TestTown.StartCounty(clock, zone: "Europe/Berlin");
        using var screen = new Screen(town.Grains);
        var day = LocalDay.From(new DateOnly(2026, 10, 25));
        foreach (var date in new[] { day - 1, day, day + 1 }) await WatchAll(screen, date);
        long[] observed = [Utc(24, 21, 59, 59), Utc(24, 22, 0, 0), Utc(25, 0, 30, 0), Utc(25, 1, 30, 0), Utc(25, 22, 59, 59), Utc(25, 23, 0, 0)];
        await town.Grains.Grid("G1").Receive(Reports.Batch(Instant.From(clock.Now), [.. observed.Select(at => Reports.New(observedAtUs: at))]));
        foreach (var region in new[] { "C", "T", "V1", "G1" })
            await Task.WhenAll(screen.Until(region, day - 1, 1), screen.Until(region, day, 4), screen.Until(region, day + 1, 1));
        ulong[] hours = [1, 0, 1, 1, .. new ulong[20], 1]; // 25 of them; those two are 02:30 in summer time, then in winter time
        Assert.Equal(hours, await town.Journal.ReadModel.Hours(day, "", new HashSet<string> { "G1" }, Utc(24, 22, 0, 0), 25, default));
    }

    [Fact]
    public async Task S3_a_report_three_days_late_changes_that_day_on_every_level_and_no_other()
    {
        await using var town = await TestTown.StartCounty();
        using var screen = new Screen(town.Grains);
        for (var date = TestTown.Today - 4; date <= TestTown.Today; date++) await WatchAll(screen, date);
        await town.Grains.Grid("G3").Send(Reports.New(), Reports.New(observedAtUs: TestTown.NowUs - 3 * Instant.DayUs));
        foreach (var region in new[] { "C", "T", "V2", "G3" })
        {
            await Task.WhenAll(screen.Until(region, TestTown.Today, 1), screen.Until(region, TestTown.Today - 3, 1));
            Assert.Equal((0ul, 0ul, 0ul), (screen.Valid(region, TestTown.Today - 1), screen.Valid(region, TestTown.Today - 2), screen.Valid(region, TestTown.Today - 4)));
        }
        Assert.Equal(0ul, screen.Valid("V1", TestTown.Today - 3));
    }

    [Fact]
    public async Task S3_a_grid_that_changes_village_tomorrow_counts_in_each_on_its_days()
    {
        var clock = new SetClock(TestTown.Noon);
        await using var town = await TestTown.StartCounty(clock);
        using var screen = new Screen(town.Grains);
        var (today, tomorrow) = (TestTown.Today, TestTown.Today + 1);
        foreach (var date in new[] { today, tomorrow }) await WatchAll(screen, date);
        await town.Grains.Grid("G2").SendOne(Reports.New());
        await town.Grains.Define(new DefineTown { AtUs = TestTown.NowUs, Regions = { new Region { Code = "G2", Name = "G2", Kind = "grid", Parent = "V2" } } });
        await town.Grains.Grid("G2").SendOne(Reports.New());
        await Task.WhenAll(screen.Until("V1", today, 2), screen.Until("C", today, 2));
        clock.Now += TimeSpan.FromDays(1);
        var later = Instant.From(clock.Now);
        await town.Grains.Grid("G2").Receive(Reports.Batch(later, Reports.New(observedAtUs: later), Reports.New(observedAtUs: TestTown.NowUs)));
        await Task.WhenAll(screen.Until("V2", tomorrow, 1), screen.Until("V1", today, 3), screen.Until("C", today, 3), screen.Until("C", tomorrow, 1));
        Assert.Equal((0ul, 0ul), (screen.Valid("V2", today), screen.Valid("V1", tomorrow)));
        await town.Restart(); // and the rows say the same
        using var after = new Screen(town.Grains);
        foreach (var date in new[] { today, tomorrow }) await WatchAll(after, date);
        Assert.Equal((3ul, 0ul, 0ul, 1ul), (after.Valid("V1", today), after.Valid("V2", today), after.Valid("V1", tomorrow), after.Valid("V2", tomorrow)));
        Assert.Equal((3ul, 1ul), (after.Valid("C", today), after.Valid("C", tomorrow)));
    }

    [Fact]
    public async Task S3_a_village_that_leaves_its_town_tomorrow_is_told_to_each_region_above_it_on_its_days()
    {
        var clock = new SetClock(TestTown.Noon);
        await using var town = await TestTown.StartCounty(clock);
        using var screen = new Screen(town.Grains);
        var (today, tomorrow) = (TestTown.Today, TestTown.Today + 1);
        foreach (var date in new[] { today, tomorrow }) await WatchAll(screen, date);
        // From tomorrow on V2 belongs to the county itself.
        await town.Grains.Define(new DefineTown { AtUs = TestTown.NowUs, Regions = { new Region { Code = "V2", Name = "V2", Kind = "village", Parent = "C" } } });
        await town.Grains.Grid("G3").SendOne(Reports.New());
        await Task.WhenAll(screen.Until("T", today, 1), screen.Until("C", today, 1));
        Assert.Equal(["T"], (await screen.Until("C", today, 1)).Children.Select(c => c.Code));
        clock.Now += TimeSpan.FromDays(1);
        var later = Instant.From(clock.Now);
        await town.Grains.Grid("G3").Receive(Reports.Batch(later, Reports.New(observedAtUs: later)));
        Assert.Equal(["V2"], (await screen.Until("C", tomorrow, 1)).Children.Select(c => c.Code));
        Assert.Equal(0ul, screen.Valid("T", tomorrow));
    }

    private static long Utc(int day, int hour, int minute, int second) => Instant.From(new DateTimeOffset(2026, 10, day, hour, minute, second, TimeSpan.Zero));

    private static WatchRegion Deaf() => new() { Watcher = "deaf", Date = TestTown.Today };

    private static async Task WatchAll(Screen screen, int date)
    {
        foreach (var region in Levels) await screen.Watch(region, date);
    }
}

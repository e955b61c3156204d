using RealtimeGov.Grains.Tests.Towns;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;
using RealtimeGov.Grains;

namespace RealtimeGov.Grains.Tests.Placement;

/// <summary>Reports of today and of a late day, while the placement is changed at random and silos come and go.</summary>
public sealed class InterleavingTests
{
    private const int Changes = 60;
    private const int ReportsEach = 2_500;

    private static readonly string[] Silos = ["silo-1", "silo-2", "silo-3"];
    private static readonly string[] Regions = ["T", "R1", "R2", "R3"];
    private static readonly int LateDay = TestTown.Today - 3;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task S3_S6_after_any_changes_and_quiet_every_region_shows_the_journal_s_number(int seed)
    {
        await using var town = await TestTown.Start();
        var grids = await town.Grow(villages: 3, gridsEach: 4);
        using var screen = new Screen(town.Grains);
        await Watch(screen);
        var crowd = new Crowd(town.Grains);
        var reporting = crowd.Report(grids, ReportsEach, devices: 24, number => TestTown.NowUs - (number / grids.Length % 2 == 0 ? Instant.MinuteUs : 3 * Instant.DayUs));
        await Disturb(town, crowd, grids, new Random(seed));
        await reporting;
        Assert.Equal(ReportsEach, crowd.Receipts.Count);
        await Counts.HaveEachOnce(town, grids, crowd.Receipts.Keys);
        await Watch(screen); // as a gateway renews: a watch may have died with its region
        foreach (var date in new[] { TestTown.Today, LateDay })
        {
            var tree = (await town.Journal.ReadModel.Days(date, "", default)).ToDictionary(row => row.Grid);
            foreach (var region in Regions)
            {
                var rows = tree.Values.Where(row => region == "T" || row.Grid.StartsWith(region + "-", StringComparison.Ordinal)).ToList();
                var shown = await screen.Shows(region, date, version: rows.Aggregate(0ul, (sum, row) => sum + row.Version));
                Assert.Equal(rows.Sum(row => (long)row.Counts.Valid), (long)shown.Counts.Valid);
                Assert.Equal(rows.Sum(row => (long)row.Counts.Opened), (long)shown.Counts.Opened);
            }
        }
    }

    private static async Task Disturb(TestTown town, Crowd crowd, string[] grids, Random random)
    {
        var dead = new HashSet<string>();
        for (var change = 0; change < Changes; change++)
        {
            await crowd.Reaches(change * ReportsEach / Changes); // spread over the load
            var silo = Silos[random.Next(3)];
            var refusable = random.Next(12) switch
            {
                0 when dead.Count < 2 && dead.Add(silo) => town.Silos.Crash(silo),
                1 when dead.Remove(silo) => Task.Run(() => town.Silos.Revive(silo)),
                2 => town.Placement.Drain(silo),
                3 or 4 => town.Placement.Refill(silo),
                5 => town.Placement.Weigh(silo, random.Next(1, 9)),
                6 => town.Placement.Move(grids[random.Next(grids.Length)], ""),
                7 => town.Placement.Apply(await town.Placement.Plan(default)),
                _ => town.Placement.Move(grids[random.Next(grids.Length)], silo, pin: random.Next(2) == 0),
            };
            try { await refusable; }
            catch (NotDurableException) { } // the placement's own silo may be the one that was lost
        }
        foreach (var silo in dead) await town.Silos.Revive(silo);
    }

    private static async Task Watch(Screen screen)
    {
        foreach (var region in Regions)
            foreach (var date in new[] { TestTown.Today, LateDay })
                await screen.Watch(region, date);
    }
}

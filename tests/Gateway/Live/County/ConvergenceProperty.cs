using FsCheck;
using FsCheck.Fluent;
using RealtimeGov.Gateway.Live;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Gateway.Tests.Live.County;

/// <summary>
/// Reports, repeats, withdrawals, moves, crashes of silos, lost frames and screens that come and go, in any order and at
/// once; then quiet.
/// </summary>
public sealed class ConvergenceProperty
{
    private const int Interleavings = 25;
    private const int Steps = 80;
    private const string Today = "2016-06-13", LateDay = "2016-06-10";

    [Fact]
    public void S3_after_any_interleaving_and_quiet_every_screen_shows_the_journals_number() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Interleavings), Prop.ForAll(
            Gen.Choose(0, int.MaxValue).ArrayOf(Steps).ToArbitrary(), steps => Converges(steps).GetAwaiter().GetResult()));

    private static async Task Converges(int[] steps)
    {
        await using var town = await CountyTown.Start(new DateTimeOffset(2016, 6, 13, 16, 40, 0, TimeSpan.FromHours(8)));
        HubHost[] hosts = [town.OpenHost(), town.OpenHost()];
        WallScreen[] walls = [.. hosts.Select(host => host.Open(CountyTown.Regions)).Select(opened => opened.Wall)];
        WallScreen[] offices = [.. hosts.Select(OpenLate)];
        var disturbance = new Disturbance(town, hosts);
        await disturbance.Run(steps);
        foreach (var host in hosts) host.Road.Losing = 0;
        foreach (var (date, late) in new[] { (Today, false), (LateDay, true) })
        {
            var rows = (await town.ReadModel.Days(Domain.Time.LocalDay.From(DateOnly.Parse(date, null)), "", default)).ToDictionary(row => row.Grid, row => row.Counts.Valid);
            Assert.Equal(CountyTown.Grids.Select(grid => disturbance.Expected(grid, late)), CountyTown.Grids.Select(grid => rows.GetValueOrDefault(grid)));
            foreach (var region in CountyTown.Regions)
            {
                var number = GridsOf(region).Aggregate(0ul, (sum, grid) => sum + rows.GetValueOrDefault(grid));
                for (var i = 0; i < hosts.Length; i++) await Quiet(hosts[i], late ? offices[i] : walls[i], region, date, number);
            }
        }

        foreach (var wall in walls.Concat(offices))
            foreach (var region in CountyTown.Regions)
                foreach (var date in new[] { Today, LateDay })
                    Assert.Equal(wall.Versions(region, date).Order(), wall.Versions(region, date));
    }

    private static WallScreen OpenLate(HubHost host)
    {
        var (screen, wall) = host.Open();
        foreach (var region in CountyTown.Regions) host.Watches.Watch(screen, region, Domain.Time.LocalDay.From(new DateOnly(2016, 6, 10)));
        return wall;
    }

    // What it shows at last: a number on the way there may be the same by chance.
    private static async Task Quiet(HubHost host, WallScreen wall, string region, string date, ulong number)
    {
        var waited = System.Diagnostics.Stopwatch.StartNew();
        while (wall.Now(region, date) != number)
        {
            Assert.True(waited.Elapsed < Patience.Max, $"{region} on {date} shows {wall.Now(region, date)}, the journal says {number}");
            host.Pass(Subscription.RenewEvery);
            await Task.Delay(5);
        }
    }

    private static IEnumerable<string> GridsOf(string region) => region switch
    {
        "C" or "T" => CountyTown.Grids,
        "V1" => ["G1", "G2"],
        "V2" => ["G3", "G4"],
        _ => [region],
    };
}

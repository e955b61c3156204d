using System.Diagnostics;
using RealtimeGov.Grains.Tests.Towns;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Grains.Tests.Regions;

public sealed class LeaseTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task A_gateway_that_no_longer_renews_is_told_nothing_once_its_lease_is_over()
    {
        var clock = new SetClock(TestTown.Noon);
        await using var town = await TestTown.Start(time: clock);
        using var silent = new Screen(town.Grains, "silent");
        using var renewing = new Screen(town.Grains, "renewing");
        await silent.Watch("V1", TestTown.Today); // who watched first is told first
        await renewing.Watch("V1", TestTown.Today);
        clock.Now += Lease;
        await town.Grains.Grid("G1").SendOne(Reports.New());
        await Task.WhenAll(silent.Shows("V1", 1), renewing.Shows("V1", 1)); // its last moment

        clock.Now += TimeSpan.FromSeconds(1);
        await renewing.Watch("V1", TestTown.Today);
        // Leases are looked at every five seconds of the machine's own time.
        var began = Stopwatch.GetTimestamp();
        ulong sent = 1;
        do
        {
            await town.Grains.Grid("G1").SendOne(Reports.New());
            await renewing.Shows("V1", ++sent);
        }
        while (silent.Valid("V1", TestTown.Today) == sent && Stopwatch.GetElapsedTime(began) < Patience.Max);
        Assert.True(silent.Valid("V1", TestTown.Today) < sent);
    }
}

using Microsoft.AspNetCore.SignalR;
using RealtimeGov.Domain.Time;
using RealtimeGov.Gateway.Live;
using RealtimeGov.Gateway.Tests.Fakes;

namespace RealtimeGov.Gateway.Tests.Live;

/// <summary>What strangers ask for must not take the wall's place.</summary>
public sealed class DayBoundsTests : IDisposable
{
    private const string Full = "too_many_days: this gateway holds as many days as it may; try again in a minute";
    private static readonly int Today = TestGateway.TodayNumber;

    private readonly LiveParts live = new();

    [Fact]
    public void AFullGatewayRefusesOnlyDatesThatAreNew()
    {
        Fill();
        var screen = live.Screen();

        Assert.Equal(Full, Refused(screen, "T", Today - RegionWatches.DaysMax - 1));
        Assert.Equal(Full, Refused(screen, "V", Today - 1));
        live.Watches.Watch(screen, "T", Today - 1);
        live.Watches.Watch(screen, "T", Today - RegionWatches.DaysMax);

        Assert.Equal(
            [Today - 1, Today - RegionWatches.DaysMax],
            screen.Watches.Values.Select(d => d.Date));
    }

    [Fact]
    public void AFullGatewayStillShowsEveryRegionsToday()
    {
        Fill();
        var wall = live.Screen();
        string[] codes = [.. live.Directory.Regions.Latest.All.Select(r => r.Code)];

        foreach (var code in codes) live.Watches.Watch(wall, code, null);

        Assert.Equal(codes.Select(c => (c, Today)), wall.Watches.Values.Select(d => (d.Region, d.Date)));
        // And as it is held now, its date may be asked for too.
        live.Watches.Watch(wall, "T", Today);
    }

    [Fact]
    public async Task ADateBeyondTheRegionsTomorrowIsRefused()
    {
        // 23:59:59 in the town, where the day after tomorrow is near but not tomorrow yet.
        await using var gateway = await TestGateway.Open(now: new DateTimeOffset(2016, 6, 13, 23, 59, 59, TimeSpan.FromHours(8)));
        await using var screen = await HubScreen.Connect(gateway.Hub);

        Assert.Null(await screen.Call("WatchDay", "T", "2016-06-14"));
        Assert.EndsWith("date_ahead: 2016-06-15 is beyond the region's tomorrow; nothing can be reported of it yet",
            await screen.Call("WatchDay", "T", "2016-06-15"), StringComparison.Ordinal);
        Assert.EndsWith("unknown_region: there is no region 'X' on that day", await screen.Call("WatchDay", "X", "9999-12-31"), StringComparison.Ordinal);

        gateway.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await screen.Call("WatchDay", "T", "2016-06-15"));
    }

    public void Dispose() => live.Dispose();

    private void Fill()
    {
        for (var day = 1; day <= RegionWatches.DaysMax;)
        {
            var stranger = live.Screen();
            for (var n = 0; n < RegionWatches.WatchesPerScreenMax; n++) live.Watches.Watch(stranger, "T", Today - day++);
        }
    }

    private string Refused(Screen screen, string region, int date) =>
        Assert.Throws<HubException>(() => live.Watches.Watch(screen, region, date)).Message;
}

using RealtimeGov.Gateway.Tests.Fakes;

namespace RealtimeGov.Gateway.Tests.Live;

public sealed class MidnightTests
{
    private static readonly int Monday = TestGateway.TodayNumber;
    private static readonly DateTimeOffset TwoSecondsBefore = new(2016, 6, 13, 23, 59, 58, TimeSpan.FromHours(8));

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task TodayBecomesTheNextDayAtTheRegionsMidnight(ulong thereAlready)
    {
        await using var gateway = await TestGateway.Open(now: TwoSecondsBefore);
        await using var screen = await HubScreen.Connect(gateway.Hub);
        var town = gateway.Grains.RegionOf("T");
        town.Hold(Monday, version: 70, valid: 36);
        if (thereAlready > 0) town.Hold(Monday + 1, thereAlready, thereAlready);
        await screen.Call("Watch", "T");
        await screen.Counts("T", 70);

        gateway.Time.Advance(TimeSpan.FromSeconds(1.999));
        Assert.Single(screen.Frames("counts"));
        gateway.Time.Advance(TimeSpan.FromSeconds(0.001));

        var next = await screen.Counts("T", thereAlready);
        Assert.Equal("2016-06-14", next.GetProperty("date").GetString());
        Assert.Equal(thereAlready, next.GetProperty("validReports").GetUInt64());
        Assert.True(next.GetProperty("today").GetBoolean());
    }

    [Fact]
    public async Task AfterMidnightYesterdayReachesOnlyWhoAskedForItsDate()
    {
        await using var gateway = await TestGateway.Open(now: TwoSecondsBefore);
        await using var wall = await HubScreen.Connect(gateway.Hub);
        await using var office = await HubScreen.Connect(gateway.Hub);
        var town = gateway.Grains.RegionOf("T");
        await wall.Call("Watch", "T");
        await office.Call("WatchDay", "T", TestGateway.Today);
        await wall.Counts("T", 0);
        gateway.Time.Advance(TimeSpan.FromSeconds(2));
        await wall.Frame("counts", f => f.GetProperty("date").GetString() == "2016-06-14");

        town.Push(Monday, version: 71, valid: 37);
        town.Push(Monday + 1, version: 1, valid: 1);

        await gateway.Reaches(office.Counts("T", 71));
        await gateway.Reaches(wall.Counts("T", 1));
        Assert.Equal(
            [("2016-06-13", 0), ("2016-06-14", 0), ("2016-06-14", 1)],
            wall.Frames("counts").Select(f => (f.GetProperty("date").GetString(), f.GetProperty("validReports").GetInt32())));
    }
}

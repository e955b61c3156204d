using RealtimeGov.Gateway.Tests.Fakes;

namespace RealtimeGov.Gateway.Tests.Live;

public sealed class SlowScreenTests
{
    // More than both ends' socket buffers hold on loopback, so that a write to who does not read cannot end.
    private const int Categories = 150_000;

    [Fact(Timeout = 60_000)]
    public async Task AScreenThatDoesNotReadIsDroppedAndNoOther()
    {
        await using var gateway = await TestGateway.Open();
        var town = gateway.Grains.RegionOf("T");
        await using var healthy = await HubScreen.Connect(gateway.Hub);
        await healthy.Call("Watch", "V");
        await healthy.Counts("V", 0);
        var large = town.Hold(TestGateway.TodayNumber, version: 1, valid: 1);
        for (var n = 0; n < Categories; n++) large.Counts.ByCategory[$"{n:d100}"] = 1;
        await using var slow = await HubScreen.Connect(gateway.Hub, reads: false);
        await slow.Ask("Watch", "T");

        // The time at which the write begins is the server's affair; ten seconds after it the screen is dropped.
        while (gateway.Log.Lines.Count == 0) await gateway.Step(TimeSpan.FromSeconds(1));

        Assert.EndsWith("took no frame for 10 s and was dropped", Assert.Single(gateway.Log.Lines), StringComparison.Ordinal);
        gateway.Grains.RegionOf("V").Push(TestGateway.TodayNumber, version: 1, valid: 1);
        await gateway.Reaches(healthy.Counts("V", 1));
    }
}

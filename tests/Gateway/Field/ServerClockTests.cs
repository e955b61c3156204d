using Microsoft.Extensions.Logging.Abstractions;
using RealtimeGov.Gateway.Field;
using RealtimeGov.Gateway.Tests.Fakes;
using RealtimeGov.Protos;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Gateway.Tests.Field;

/// <summary>A server three hours behind would refuse every report or count it on a wrong day.</summary>
[Trait("lane", "cases")]
public sealed class ServerClockTests
{
    private const long BehindMs = -3 * 3_600_000;

    private readonly ManualTime time = new(TestGateway.Start);
    private readonly ServerClock clock;

    public ServerClockTests() => clock = new ServerClock(time, NullLogger<ServerClock>.Instance);

    [Fact]
    public void TwoDevicesAreNotEnoughThreeAre()
    {
        clock.Note("a", BehindMs);
        clock.Note("b", BehindMs + 900);
        Assert.Equal(0, clock.WrongByMs);
        clock.Note("c", BehindMs - 900);
        Assert.Equal(-BehindMs, clock.WrongByMs);
    }

    [Fact]
    public void OneDeviceThatSaysItThriceIsOne()
    {
        for (var i = 0; i < 3; i++) clock.Note("a", BehindMs + i * 5_000);
        Assert.Equal(0, clock.WrongByMs);
    }

    [Theory]
    [InlineData(new long[] { BehindMs, BehindMs, BehindMs, 10, 20, 30, 40 }, 0)] // the many are right
    [InlineData(new long[] { BehindMs, 2 * BehindMs, 3 * BehindMs }, 0)] // they do not agree
    [InlineData(new long[] { -300_000, -300_000, -300_000 }, 0)]
    [InlineData(new long[] { -300_001, -300_001, -300_001 }, -300_001)]
    public void TheMedianOfThoseThatAgreeCounts(long[] offsetsMs, long agreedMs) => Assert.Equal(agreedMs, ServerClock.Agreed(offsetsMs));

    [Fact]
    public void ItRecoversWhenTheDevicesAgreeAgainOrAreHeardNoMore()
    {
        foreach (var device in new[] { "a", "b", "c" }) clock.Note(device, BehindMs);
        foreach (var device in new[] { "a", "b", "c" }) clock.Note(device, 40);
        Assert.Equal(0, clock.WrongByMs);
        foreach (var device in new[] { "a", "b", "c" }) clock.Note(device, BehindMs);
        time.Advance(ServerClock.HeardWithin + TimeSpan.FromSeconds(1));
        Assert.Equal(0, clock.WrongByMs);
    }

    [Fact]
    public async Task ReportsAreAnsweredRetryUntilThen()
    {
        var bench = new FieldBench();
        foreach (var device in new[] { "a", "b", "c" }) bench.ServerClock.Note(device, BehindMs);

        var receipt = await bench.Service.SubmitReport(Reports.Of(1), new FakeCall());

        Assert.Equal(new ReportReceipt { ReportId = Reports.Id(1), Outcome = Outcome.Retry, Reason = "server_clock", GridCode = "V-1" }, receipt);
    }
}

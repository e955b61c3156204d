using Grpc.Core;
using Grpc.Net.Client;
using RealtimeGov.Gateway.Tests.Fakes;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Tests.Live;

/// <summary>The wall hears with every beat how the intake goes: a storm comes and passes.</summary>
public sealed class StormTests
{
    [Fact]
    public async Task AStormIsOnTheWallWhileAnswersLagAndForTenSecondsAfter()
    {
        await using var gateway = await TestGateway.Open();
        await using var screen = await HubScreen.Connect(gateway.Hub);
        using var channel = GrpcChannel.ForAddress(gateway.Grpc);
        var grid = gateway.Grains.GridOf("V-1");
        grid.Holds = true;
        var answer = new FieldGateway.FieldGatewayClient(channel).SubmitReportAsync(Reports.Of(1)).ResponseAsync;
        await grid.Received(1);

        var storm = await gateway.Reaches(screen.Frame("beat", f => f.GetProperty("intake").GetProperty("storm").GetBoolean()));
        Assert.Equal(1, storm.GetProperty("intake").GetProperty("waiting").GetInt32());
        Assert.InRange(storm.GetProperty("intake").GetProperty("lagMs").GetInt32(), 2_001, 60_000);

        grid.Release();
        await answer;
        var answered = gateway.Time.GetUtcNow();
        var calm = await gateway.Reaches(screen.Frame("beat", f =>
            f.GetProperty("at").GetDateTimeOffset() > answered && !f.GetProperty("intake").GetProperty("storm").GetBoolean()));
        Assert.True(calm.GetProperty("at").GetDateTimeOffset() - answered >= TimeSpan.FromSeconds(10));
        Assert.Equal("""{"storm":false,"waiting":0,"lagMs":0,"retryPerSecond":0}""", calm.GetProperty("intake").GetRawText());
    }
}

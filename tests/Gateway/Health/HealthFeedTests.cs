using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using RealtimeGov.Gateway.Access;
using RealtimeGov.Gateway.Tests.Fakes;
using RealtimeGov.Protos;
using static Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;
using HealthClient = Grpc.Health.V1.Health.HealthClient;

namespace RealtimeGov.Gateway.Tests.Health;

/// <summary>gRPC's health service says what `/readyz` says, to callers without a token too.</summary>
public sealed class HealthFeedTests : IDisposable
{
    private readonly CancellationTokenSource givenUp = new();

    private static readonly DeviceGate Guarded = DeviceGate.Guarded(new DeviceToken("right"));

    [Fact]
    public async Task AWatcherSeesTheStoreFailAndComeBack()
    {
        await using var gateway = await TestGateway.Open(Guarded);
        using var channel = GrpcChannel.ForAddress(gateway.Grpc);
        using var watch = Watch(channel, "realtimegov.v1.FieldGateway");
        Assert.Equal(Serving, await Next(gateway, watch));
        gateway.ReadModel.Failure = new IOException("the disk is gone");
        Assert.Equal(NotServing, await Next(gateway, watch));
        Assert.Equal(NotServing, (await Check(channel, "")).Status);
        gateway.ReadModel.Failure = null;
        Assert.Equal(Serving, await Next(gateway, watch));
        Assert.Equal(Serving, (await Check(channel, "")).Status);
    }

    [Fact]
    public async Task AGatewayWithoutSilosIsNotReadyUntilOneAnswers()
    {
        await using var gateway = await TestGateway.Open(Guarded);
        using var channel = GrpcChannel.ForAddress(gateway.Grpc);
        using var watch = Watch(channel, "realtimegov.v1.FieldGateway");
        Assert.Equal(Serving, await Next(gateway, watch));
        gateway.SilosAnswer = false;
        Assert.Equal(NotServing, await Next(gateway, watch));
        using var refused = await gateway.Http.GetAsync("/readyz");
        Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Contains("\"no_silo\"", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        gateway.SilosAnswer = true;
        Assert.Equal(Serving, await Next(gateway, watch));
        Assert.Equal("""{"status":"ok"}""", await gateway.Http.GetStringAsync("/readyz"));
    }

    [Fact]
    public async Task TheFieldDevicesServiceStillWantsItsToken()
    {
        await using var gateway = await TestGateway.Open(Guarded);
        using var channel = GrpcChannel.ForAddress(gateway.Grpc);
        var fault = await Assert.ThrowsAsync<RpcException>(() => new FieldGateway.FieldGatewayClient(channel).SubmitReportAsync(new Report()).ResponseAsync);
        Assert.Equal(StatusCode.Unauthenticated, fault.StatusCode);
    }

    [Fact]
    public async Task AServerThatStopsServesNoMore()
    {
        await using var gateway = await TestGateway.Open(Guarded);
        using var channel = GrpcChannel.ForAddress(gateway.Grpc);
        using var watch = Watch(channel, "");
        Assert.Equal(Serving, await Next(gateway, watch));
        var stopping = gateway.Stop();
        var fault = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await watch.ResponseStream.MoveNext(givenUp.Token)) Assert.Equal(NotServing, watch.ResponseStream.Current.Status);
        });
        Assert.Equal(StatusCode.Unavailable, fault.StatusCode);
        await stopping;
    }

    private static async Task<HealthCheckResponse> Check(GrpcChannel channel, string service) =>
        await new HealthClient(channel).CheckAsync(new HealthCheckRequest { Service = service });

    public void Dispose() => givenUp.Dispose();

    private AsyncServerStreamingCall<HealthCheckResponse> Watch(GrpcChannel channel, string service) =>
        new HealthClient(channel).Watch(new HealthCheckRequest { Service = service }, cancellationToken: givenUp.Token);

    private async Task<HealthCheckResponse.Types.ServingStatus> Next(TestGateway gateway, AsyncServerStreamingCall<HealthCheckResponse> watch)
    {
        var next = watch.ResponseStream.MoveNext(givenUp.Token);
        try
        {
            Assert.True(await gateway.Reaches(next));
        }
        catch (TimeoutException)
        {
            // A watch that waits cannot be ended, and its own fault would hide this one.
            await givenUp.CancelAsync();
            await Task.WhenAny(next);
            throw;
        }
        return watch.ResponseStream.Current.Status;
    }
}

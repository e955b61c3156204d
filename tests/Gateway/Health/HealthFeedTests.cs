using RealtimeGov.Gateway.Access;
using RealtimeGov.Gateway.Tests.Fakes;
using RealtimeGov.Protos;
using RealtimeGov.Protos.Health;
using RealtimeGov.Rpc;
using static RealtimeGov.Protos.Health.HealthCheckResponse.Types.ServingStatus;

namespace RealtimeGov.Gateway.Tests.Health;

/// <summary>gRPC's health service says what `/readyz` says, to callers without a token too.</summary>
public sealed class HealthFeedTests : IDisposable
{
    private readonly CancellationTokenSource givenUp = new();

    private static readonly DeviceGate Guarded = DeviceGate.Guarded(new DeviceToken("right"));

    private static readonly Google.Protobuf.Reflection.ServiceDescriptor Descriptor = HealthReflection.Descriptor.Services[0];

    [Fact]
    public async Task AWatcherSeesTheStoreFailAndComeBack()
    {
        await using var gateway = await TestGateway.Open(Guarded);
        await using var channel = new RpcChannel(gateway.Grpc);
        await using var watch = Watch(channel, "realtimegov.v1.FieldGateway");
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
        await using var channel = new RpcChannel(gateway.Grpc);
        await using var watch = Watch(channel, "realtimegov.v1.FieldGateway");
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
        await using var channel = new RpcChannel(gateway.Grpc);
        var submit = FieldReflection.Descriptor.Services[0].FindMethodByName("SubmitReport");
        var fault = await Assert.ThrowsAsync<RpcException>(() => channel.Unary<Report, ReportReceipt>(submit, new Report()));
        Assert.Equal(StatusCode.Unauthenticated, fault.StatusCode);
    }

    [Fact]
    public async Task AServerThatStopsServesNoMore()
    {
        await using var gateway = await TestGateway.Open(Guarded);
        await using var channel = new RpcChannel(gateway.Grpc);
        await using var watch = Watch(channel, "");
        Assert.Equal(Serving, await Next(gateway, watch));
        var stopping = gateway.Stop();
        var fault = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await watch.MoveNextAsync()) Assert.Equal(NotServing, watch.Current.Status);
        });
        Assert.Equal(StatusCode.Unavailable, fault.StatusCode);
        await stopping;
    }

    private static Task<HealthCheckResponse> Check(RpcChannel channel, string service) =>
        channel.Unary<HealthCheckRequest, HealthCheckResponse>(Descriptor.FindMethodByName("Check"), new HealthCheckRequest { Service = service });

    public void Dispose() => givenUp.Dispose();

    private IAsyncEnumerator<HealthCheckResponse> Watch(RpcChannel channel, string service) =>
        channel.ServerStreaming<HealthCheckRequest, HealthCheckResponse>(
            Descriptor.FindMethodByName("Watch"), new HealthCheckRequest { Service = service }).GetAsyncEnumerator(givenUp.Token);

    private async Task<HealthCheckResponse.Types.ServingStatus> Next(TestGateway gateway, IAsyncEnumerator<HealthCheckResponse> watch)
    {
        var next = watch.MoveNextAsync().AsTask();
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
        return watch.Current.Status;
    }
}

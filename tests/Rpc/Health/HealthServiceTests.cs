using RealtimeGov.Protos.Health;
using RealtimeGov.Rpc.Health;
using RealtimeGov.Rpc.Tests.Servers;
using static RealtimeGov.Protos.Health.HealthCheckResponse.Types.ServingStatus;

namespace RealtimeGov.Rpc.Tests.Health;

public sealed class HealthServiceTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private static readonly Google.Protobuf.Reflection.ServiceDescriptor Descriptor = HealthReflection.Descriptor.Services[0];

    private readonly HealthBoard _board = new("a");

    [Fact]
    public async Task Check_says_what_the_board_says()
    {
        await using var server = await TestServer.Start(new HealthService(_board).Bind());
        Assert.Equal(NotServing, (await Check(server, "")).Status);
        _board.Set("a", serving: true);
        Assert.Equal((NotServing, Serving), ((await Check(server, "")).Status, (await Check(server, "a")).Status));
        var fault = await Assert.ThrowsAsync<RpcException>(() => Check(server, "b"));
        Assert.Equal((StatusCode.NotFound, "there is no service 'b' here"), (fault.StatusCode, fault.Message));
    }

    [Fact]
    public async Task Watch_says_the_status_and_each_change_of_it()
    {
        await using var server = await TestServer.Start(new HealthService(_board).Bind());
        await using var watch = Watch(server, "a");
        Assert.Equal(NotServing, await Next(watch));
        _board.Set("", serving: true); // Another's change: the watcher wakes and has nothing to say.
        _board.Set("a", serving: true);
        Assert.Equal(Serving, await Next(watch));
        _board.Stop();
        Assert.Equal(NotServing, await Next(watch));
    }

    [Fact]
    public async Task Watch_of_what_is_not_there_stays_open()
    {
        await using var server = await TestServer.Start(new HealthService(_board).Bind());
        await using var watch = Watch(server, "b");
        Assert.Equal(ServiceUnknown, await Next(watch));
        var next = watch.MoveNextAsync().AsTask();
        _board.SetAll(serving: true);
        Assert.Equal(Serving, (await Check(server, "a")).Status);
        Assert.False(next.IsCompleted);
        await server.Stop().WaitAsync(Limit);
        Assert.Equal(StatusCode.Unavailable, (await Assert.ThrowsAsync<RpcException>(() => next)).StatusCode);
    }

    private static Task<HealthCheckResponse> Check(TestServer server, string service) =>
        server.Channel.Unary<HealthCheckRequest, HealthCheckResponse>(
            Descriptor.FindMethodByName("Check"), new HealthCheckRequest { Service = service });

    private static IAsyncEnumerator<HealthCheckResponse> Watch(TestServer server, string service) =>
        server.Channel.ServerStreaming<HealthCheckRequest, HealthCheckResponse>(
            Descriptor.FindMethodByName("Watch"), new HealthCheckRequest { Service = service }).GetAsyncEnumerator();

    private static async Task<HealthCheckResponse.Types.ServingStatus> Next(IAsyncEnumerator<HealthCheckResponse> watch)
    {
        Assert.True(await watch.MoveNextAsync().AsTask().WaitAsync(Limit));
        return watch.Current.Status;
    }
}

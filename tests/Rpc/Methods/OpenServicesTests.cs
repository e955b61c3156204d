using RealtimeGov.Interop.Protos;
using RealtimeGov.Protos.Health;
using RealtimeGov.Rpc.Health;
using RealtimeGov.Rpc.Tests.Servers;

namespace RealtimeGov.Rpc.Tests.Methods;

public sealed class OpenServicesTests
{
    [Fact]
    public async Task An_open_service_lets_everybody_in_and_the_rule_stands_for_the_others()
    {
        var health = new HealthService(new HealthBoard()).Bind();
        var options = new RpcOptions { Authorize = Refuse.ExceptFor(health) };
        await using var open = await TestServer.Start(health, options);
        var check = HealthReflection.Descriptor.Services[0].FindMethodByName("Check");
        await open.Channel.Unary<HealthCheckRequest, HealthCheckResponse>(check, new HealthCheckRequest());

        await using var guarded = await TestServer.StartInterop(options);
        var fault = await Assert.ThrowsAsync<RpcException>(() => guarded.Channel.Unary<Empty, Empty>(TestServer.EmptyCall, new Empty()));
        Assert.Equal(StatusCode.Unauthenticated, fault.StatusCode);
    }

    private static Func<CallContext, RpcException?> Refuse => _ => new RpcException(StatusCode.Unauthenticated, "who are you?");
}

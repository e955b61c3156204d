using RealtimeGov.Interop.Protos;
using RealtimeGov.Rpc;
using RealtimeGov.Rpc.Health;

namespace RealtimeGov.Interop;

/// <summary>`grpc.testing.HealthUpdateService`: lets a test turn the whole server's health on and off.</summary>
public sealed class HealthSwitch(HealthBoard board)
{
    public RpcService Service() => new RpcService(TestReflection.Descriptor.Services.Single(service => service.Name == "HealthUpdateService"))
        .Unary<Empty, Empty>("SetServing", (request, _) => Set(serving: true, request))
        .Unary<Empty, Empty>("SetNotServing", (request, _) => Set(serving: false, request));

    private Task<Empty> Set(bool serving, Empty answer)
    {
        board.SetAll(serving);
        return Task.FromResult(answer);
    }
}

using System.Runtime.CompilerServices;
using RealtimeGov.Protos.Health;
using ServingStatus = RealtimeGov.Protos.Health.HealthCheckResponse.Types.ServingStatus;

namespace RealtimeGov.Rpc.Health;

/// <summary>`grpc.health.v1.Health` over a board.</summary>
public sealed class HealthService(HealthBoard board)
{
    private const int EchoCharactersMax = 40;

    public RpcService Bind() => new RpcService(HealthReflection.Descriptor.Services[0])
        .Unary<HealthCheckRequest, HealthCheckResponse>("Check", (request, _) => Task.FromResult(Check(request)))
        .ServerStreaming<HealthCheckRequest, HealthCheckResponse>("Watch", (request, call) => Watch(request, call.Cancellation));

    private HealthCheckResponse Check(HealthCheckRequest request) =>
        new() { Status = board.Read(request.Service).Status ?? throw Unknown(request.Service) };

    // A name that is not there is watched all the same: the protocol allows it to come later.
    private async IAsyncEnumerable<HealthCheckResponse> Watch(
        HealthCheckRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ServingStatus? told = null;
        while (true)
        {
            var (status, changed) = board.Read(request.Service);
            var now = status ?? ServingStatus.ServiceUnknown;
            if (now != told) yield return new HealthCheckResponse { Status = now };
            told = now;
            await changed.WaitAsync(cancellation);
        }
    }

    // A status travels in a header, which has no room for what a stranger may call a service.
    private static RpcException Unknown(string service) => new(
        StatusCode.NotFound, $"there is no service '{(service.Length <= EchoCharactersMax ? service : service[..EchoCharactersMax] + "...")}' here");
}

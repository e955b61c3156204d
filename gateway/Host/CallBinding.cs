using RealtimeGov.Rpc;
using RealtimeGov.Rpc.AspNetCore;

namespace RealtimeGov.Gateway.Host;

/// <summary>How gRPC is served: by Grpc.AspNetCore.</summary>
internal static class CallBinding
{
    public const string Name = "aspnetcore";

    public static void Add(IServiceCollection services) => services.AddRpc();

    public static void Map(IEndpointRouteBuilder routes, RpcOptions options, params RpcService[] services) => routes.MapRpc(options, services);
}

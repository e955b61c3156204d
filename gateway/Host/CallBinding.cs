using RealtimeGov.Rpc;
#if GRPC_ASPNETCORE
using RealtimeGov.Rpc.AspNetCore;
#else
using RealtimeGov.Rpc.Kestrel;
#endif

namespace RealtimeGov.Gateway.Host;

/// <summary>The one gRPC stack of this build: Grpc.AspNetCore where the package feed had it, else our own on Kestrel.</summary>
internal static class CallBinding
{
#if GRPC_ASPNETCORE
    public const string Name = "aspnetcore";

    public static void Add(IServiceCollection services) => services.AddRpc();
#else
    public const string Name = "kestrel";

    public static void Add(IServiceCollection services) { } // it needs nothing of the application
#endif

    public static void Map(IEndpointRouteBuilder routes, RpcOptions options, params RpcService[] services) => routes.MapRpc(options, services);
}

using Grpc.AspNetCore.Server;
using Grpc.AspNetCore.Server.Model;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RealtimeGov.Rpc.AspNetCore.Calls;

namespace RealtimeGov.Rpc.AspNetCore;

/// <summary>Serves the same services through Grpc.AspNetCore: before the application is built, and after.</summary>
public static class RpcEndpoints
{
    /// <summary>What <see cref="MapRpc"/> needs of the application.</summary>
    public static IServiceCollection AddRpc(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddGrpc();
        services.AddSingleton<ServedMethods>();
        services.AddSingleton<IServiceMethodProvider<ServedMethods>, ServedMethodProvider>();
        services.AddSingleton<IConfigureOptions<GrpcServiceOptions>, ServedCompression>();
        services.AddSingleton<IConfigureOptions<GrpcServiceOptions<ServedMethods>>, ServedMethodOptions>();
        return services;
    }

    /// <summary>
    /// One route for each bound method; every other POST of application/grpc is answered UNIMPLEMENTED. When the
    /// application stops, streams end with UNAVAILABLE: a stream of requests at its next read, so that what was read
    /// before is still answered. Call it once. Throws ArgumentException when an option is out of its range.
    /// </summary>
    public static IEndpointRouteBuilder MapRpc(this IEndpointRouteBuilder endpoints, RpcOptions options, params RpcService[] services)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(services);
        options.Validate();
        var logger = endpoints.ServiceProvider.GetRequiredService<ILoggerFactory>().CreateLogger("RealtimeGov.Rpc");
        var stopping = endpoints.ServiceProvider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        var server = new ServerSettings(options, logger, stopping);
        endpoints.ServiceProvider.GetRequiredService<ServedMethods>().Serve(services, server);
        endpoints.MapGrpcService<ServedMethods>()
            .Add(call => call.RequestDelegate = call.RequestDelegate is { } handle ? CallGate.Around(handle, server) : null);
        return endpoints;
    }
}

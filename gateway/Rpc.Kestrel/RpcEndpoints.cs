using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RealtimeGov.Rpc.Kestrel.Calls;

namespace RealtimeGov.Rpc.Kestrel;

/// <summary>Puts services on a web application's routes.</summary>
public static class RpcEndpoints
{
    // Every route of the application is asked first, its fallback page last.
    private const int AfterEveryRoute = int.MaxValue - 1;

    /// <summary>
    /// One route for each bound method, and one that answers UNIMPLEMENTED to every other POST of application/grpc and
    /// leaves all else alone. When the application stops, streams end with UNAVAILABLE: a stream of requests at its next
    /// read, so that what was read before is still answered. Call it once. Throws ArgumentException when an option is out of its range.
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
        var binder = new EndpointBinder(endpoints, server);
        foreach (var method in services.SelectMany(service => service.Methods)) method.BindTo(binder);
        var anyCall = RoutePatternFactory.Parse("{**path}", defaults: null, parameterPolicies: new { path = new GrpcCallConstraint() });
        endpoints.Map(anyCall, http => UnknownMethod.Answer(http, server))
            .WithOrder(AfterEveryRoute)
            .WithDisplayName("gRPC: unknown method");
        return endpoints;
    }
}

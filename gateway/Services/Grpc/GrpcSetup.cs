using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace RealtimeGov.Gateway.Grpc;

/// <summary>Grpc.AspNetCore with what this folder adds to it: before the application is built, and after.</summary>
public static class GrpcSetup
{
    /// <summary>A longer request, as sent or decompressed, ends its call with RESOURCE_EXHAUSTED.</summary>
    public const int ReceivedBytesMax = 4 * 1024 * 1024;

    public static IServiceCollection AddCalls(this IServiceCollection services)
    {
        services.AddGrpc(Configure);
        services.AddSingleton<CallShutdown>().AddHostedService(provider => provider.GetRequiredService<CallShutdown>());
        return services.AddSingleton<CallInterceptor>().AddGrpcReflection();
    }

    /// <summary>Around every call, unknown methods included: behind UseRouting, since it reads the call's endpoint.</summary>
    public static IApplicationBuilder UseCalls(this IApplicationBuilder app) => app.UseMiddleware<CallMiddleware>();

    private static void Configure(GrpcServiceOptions options)
    {
        options.MaxReceiveMessageSize = ReceivedBytesMax;
        options.MaxSendMessageSize = null; // what we answer is ours to bound
        options.EnableDetailedErrors = false; // what went wrong inside is the log's business
        options.CompressionProviders = [new BoundedGzip(ReceivedBytesMax)];
        options.Interceptors.Add<CallInterceptor>();
    }
}

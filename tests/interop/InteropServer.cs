using System.Net;
using Grpc.HealthCheck;
using RealtimeGov.Gateway.Grpc;
using RealtimeGov.Interop.Protos;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace RealtimeGov.Interop;

/// <summary>
/// Everything a foreign client is tried on, on 127.0.0.1: the library with the gateway's own listener and middleware.
/// </summary>
internal static class InteropServer
{
    // As little as an application might let in of its other requests: messages have a limit of their own.
    private const long BodyBytesMax = 1024;

    /// <summary>
    /// Port 0 takes a free one; the application's Urls tell which. Pings, where given, say how long a connection may be
    /// silent before it is asked for a sign of life, and how long that may take. `say` hears what happens, line by line.
    /// </summary>
    public static WebApplication Build(int port, TimeSpan? pings, Action<string> say)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Grpc", LogLevel.None);
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.ConfigureCalls().Listen(IPAddress.Loopback, port, listener => listener.ConfigureCalls());
            server.Limits.MaxRequestBodySize = BodyBytesMax;
            if (pings is not { } period) return;
            server.Limits.Http2.KeepAlivePingDelay = period;
            server.Limits.Http2.KeepAlivePingTimeout = period;
        });
        builder.Services.AddCalls().AddSingleton(TimeProvider.System).AddSingleton(new CancelledCalls(say));
        builder.Services.AddSingleton<HealthServiceImpl>().AddSingleton<TestServiceMethods>().AddSingleton<FieldEcho>().AddSingleton<HealthSwitch>();
        builder.Services.AddHttpContextAccessor().ConfigureOptions<CompressionMark>();
        var app = builder.Build();
        app.UseRouting();
        app.UseCalls();
        app.MapGrpcService<TestServiceMethods>();
        app.MapGrpcService<FieldEcho>();
        app.MapGrpcService<HealthServiceImpl>();
        app.MapGrpcService<HealthSwitch>();
        app.MapGrpcReflectionService();
        var health = app.Services.GetRequiredService<HealthServiceImpl>();
        HealthSwitch.Set(health, ServingStatus.Serving, new Empty());
        app.Lifetime.ApplicationStopping.Register(() => HealthSwitch.Set(health, ServingStatus.NotServing, new Empty()));
        return app;
    }
}

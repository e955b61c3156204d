using System.Net;
using RealtimeGov.Rpc;
using RealtimeGov.Rpc.Health;
using RealtimeGov.Rpc.Kestrel;
using RealtimeGov.Rpc.Reflection;
using Served = RealtimeGov.Rpc.AspNetCore.RpcEndpoints;

namespace RealtimeGov.Interop;

/// <summary>
/// A web application on 127.0.0.1 that serves the given services on HTTP/2, and nothing else: through the binding that the
/// gateway of this build serves through.
/// </summary>
public static class InteropServer
{
    // As little as an application might let in of its other requests: messages have a limit of their own.
    private const long BodyBytesMax = 1024;

    /// <summary>
    /// Port 0 takes a free one; the application's Urls tell which. Pings, where given, say how long a connection may be
    /// silent before it is asked for a sign of life, and how long that may take.
    /// </summary>
    public static WebApplication Build(int port, RpcOptions options, TimeSpan? pings, params RpcService[] services)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.ConfigureRpc().Listen(IPAddress.Loopback, port, listener => listener.ConfigureRpc());
            server.Limits.MaxRequestBodySize = BodyBytesMax;
            if (pings is not { } period) return;
            server.Limits.Http2.KeepAlivePingDelay = period;
            server.Limits.Http2.KeepAlivePingTimeout = period;
        });
        Served.AddRpc(builder.Services);
        var app = builder.Build();
        Served.MapRpc(app, options, services);
        return app;
    }

    /// <summary>With the pings that ship.</summary>
    public static WebApplication Build(int port, RpcOptions options, params RpcService[] services) => Build(port, options, pings: null, services);

    /// <summary>Everything a foreign client is tried on. `say` hears what happens in it, line by line.</summary>
    public static RpcService[] AllServices(HealthBoard board, Action<string> say)
    {
        var test = new TestServiceMethods(TimeProvider.System, name => say($"cancelled {name}")).Service();
        var field = FieldEcho.Service();
        var health = new HealthService(board).Bind();
        return [test, field, health, new HealthSwitch(board).Service(), new ReflectionService(test, field, health).Bind()];
    }
}

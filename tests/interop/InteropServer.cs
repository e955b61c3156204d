using System.Net;
using RealtimeGov.Rpc;
using RealtimeGov.Rpc.Kestrel;

namespace RealtimeGov.Interop;

/// <summary>A web application on 127.0.0.1 that serves the given services on HTTP/2, and nothing else.</summary>
public static class InteropServer
{
    /// <summary>Port 0 takes a free one; the application's Urls tell which.</summary>
    public static WebApplication Build(int port, RpcOptions options, params RpcService[] services)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(server =>
            server.ConfigureRpc().Listen(IPAddress.Loopback, port, listener => listener.ConfigureRpc()));
        var app = builder.Build();
        app.MapRpc(options, services);
        return app;
    }
}

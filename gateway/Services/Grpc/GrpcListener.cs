using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace RealtimeGov.Gateway.Grpc;

/// <summary>Kestrel's settings for gRPC.</summary>
public static class GrpcListener
{
    /// <summary>What one call may send ahead of its reader: the bound of a stream's queue in bytes.</summary>
    public const int StreamWindowBytes = 512 * 1024;

    /// <summary>Sixteen calls whose readers are stuck leave the others of their connection unharmed.</summary>
    public const int ConnectionWindowBytes = 16 * StreamWindowBytes;

    /// <summary>
    /// Calls open at once on one connection; their unread bytes share its window. Kestrel tracks twice as many: calls that
    /// the server ended and the client neither ended nor reset stay among them for 5 s, and beyond that number it resets
    /// calls (ENHANCE_YOUR_CALM). RequestDrain keeps well-behaved clients out of that count.
    /// </summary>
    public const int MaxStreamsPerConnection = 1000;

    public static readonly TimeSpan KeepAlivePingDelay = TimeSpan.FromSeconds(30);
    public static readonly TimeSpan KeepAlivePingTimeout = TimeSpan.FromSeconds(20);

    /// <summary>The windows and pings of every HTTP/2 connection of this server.</summary>
    public static KestrelServerOptions ConfigureCalls(this KestrelServerOptions server)
    {
        ArgumentNullException.ThrowIfNull(server);
        server.AddServerHeader = false;
        var http2 = server.Limits.Http2;
        http2.InitialStreamWindowSize = StreamWindowBytes;
        http2.InitialConnectionWindowSize = ConnectionWindowBytes;
        http2.MaxStreamsPerConnection = MaxStreamsPerConnection;
        http2.KeepAlivePingDelay = KeepAlivePingDelay;
        http2.KeepAlivePingTimeout = KeepAlivePingTimeout;
        return server;
    }

    /// <summary>This address speaks HTTP/2 and nothing else, with prior knowledge where there is no TLS.</summary>
    public static ListenOptions ConfigureCalls(this ListenOptions listener)
    {
        ArgumentNullException.ThrowIfNull(listener);
        listener.Protocols = HttpProtocols.Http2;
        return listener;
    }
}

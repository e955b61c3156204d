using System.Net;

namespace RealtimeGov.Rpc;

/// <summary>The channel's sockets.</summary>
internal static class ChannelTransport
{
    // Large enough that one stream is not held up on a local network, small enough that a slow reader holds little.
    private const int InitialStreamWindowBytes = 1024 * 1024;

    public static HttpMessageInvoker Open(RpcChannelOptions options)
    {
        if (options.Transport is { } given) return new HttpMessageInvoker(given, disposeHandler: false);
        var sockets = new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            ConnectTimeout = options.ConnectTimeout,
            EnableMultipleHttp2Connections = true,
            InitialHttp2StreamWindowSize = InitialStreamWindowBytes,
            KeepAlivePingDelay = options.KeepAlivePingDelay,
            KeepAlivePingTimeout = options.KeepAlivePingTimeout,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
        };
        return new HttpMessageInvoker(sockets, disposeHandler: true);
    }
}

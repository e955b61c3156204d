using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using RealtimeGov.Rpc.Wire;

namespace RealtimeGov.Rpc.Kestrel.Calls;

/// <summary>What is settled in HTTP's own terms before a call begins.</summary>
internal static class CallGate
{
    /// <summary>False, and answered, for what is no gRPC: another content type is 415, HTTP/1 is 426.</summary>
    public static bool Accepts(HttpContext http)
    {
        if (!GrpcContentType.IsProtobuf(http.Request.ContentType))
        {
            http.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return false;
        }
        if (!HttpProtocol.IsHttp2(http.Request.Protocol))
        {
            http.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            http.Response.Headers.Upgrade = "h2c";
            return false;
        }
        http.Response.ContentType = HeaderNames.ContentType;
        return true;
    }

    /// <summary>Messages have a limit of their own; a stream of them has none, and may be silent as long as it likes.</summary>
    public static void LiftBodyLimits(HttpContext http, bool streams)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = null;
        if (streams && http.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate) rate.MinDataRate = null;
    }
}

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using RealtimeGov.Rpc.Wire;

namespace RealtimeGov.Rpc.AspNetCore.Calls;

/// <summary>What stands around every call of the library's, unknown methods included.</summary>
internal static class CallGate
{
    public static RequestDelegate Around(RequestDelegate call, ServerSettings server) => async http =>
    {
        // The library would read JSON as if it were protobuf.
        if (!GrpcContentType.IsProtobuf(http.Request.ContentType))
        {
            http.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }
        // Messages have a limit of their own. The library lifts the body's of streams, not that of a single request.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = null;
        MessagePrefixValidator.Watch(http, server.Options.MaxReceiveMessageBytes);
        CompressionMark.Begin(http);
        await call(http);
        await RequestDrain.Run(http, server);
    };
}

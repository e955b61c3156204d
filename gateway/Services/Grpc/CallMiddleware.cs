using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace RealtimeGov.Gateway.Grpc;

/// <summary>
/// What has to happen around the library: the words for bytes that it cannot read, and the requests that are still on their
/// way when the call has ended, refused ones too. Access is decided inside, before the library parses a unary request.
/// </summary>
internal sealed class CallMiddleware(RequestDelegate next, CallShutdown shutdown, TimeProvider time)
{
    private const string ContentType = "application/grpc";

    public async Task InvokeAsync(HttpContext http)
    {
        if (http.Request.ContentType?.StartsWith(ContentType, StringComparison.OrdinalIgnoreCase) is not true)
        {
            await next(http);
            return;
        }

        using var call = shutdown.Enter();
        await Serve(http);
        await RequestDrain.Run(http, time);
    }

    private async Task Serve(HttpContext http)
    {
        // Messages have a limit of their own. The library lifts the body's of streams, not that of a single request.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = null;
        var method = http.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method;
        using (StopSignal.For(http, method?.Type, shutdown.Stopping)) await next(http);
        if (method is not null) UnreadableRequest.Tell(http, method);
    }

}

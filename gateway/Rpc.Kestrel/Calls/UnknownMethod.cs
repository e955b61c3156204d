using Microsoft.AspNetCore.Http;
using RealtimeGov.Rpc.Wire;

namespace RealtimeGov.Rpc.Kestrel.Calls;

/// <summary>The answer to a call of what is not served here: no message of it is read.</summary>
internal static class UnknownMethod
{
    public static async Task Answer(HttpContext http, ServerSettings server)
    {
        if (!CallGate.Accepts(http)) return;
        http.Response.Headers.GrpcStatus = StatusText.Of(StatusCode.Unimplemented);
        http.Response.Headers.GrpcMessage = StatusMessage.Encode($"{http.Request.Path} is not served here");
        await RequestDrain.Run(http, server);
    }
}

using Microsoft.AspNetCore.Http;
using RealtimeGov.Rpc.Wire;

namespace RealtimeGov.Rpc.Kestrel.Calls;

/// <summary>The answer to a call of what is not served here: no body is read.</summary>
internal static class UnknownMethod
{
    public static Task Answer(HttpContext http)
    {
        if (!CallGate.Accepts(http)) return Task.CompletedTask;
        http.Response.Headers.GrpcStatus = StatusText.Of(StatusCode.Unimplemented);
        http.Response.Headers.GrpcMessage = StatusMessage.Encode($"{http.Request.Path} is not served here");
        return Task.CompletedTask;
    }
}

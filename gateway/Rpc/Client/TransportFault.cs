using System.Net;

namespace RealtimeGov.Rpc;

/// <summary>What a broken transport, or an answer that is no gRPC, means as a status (gRPC over HTTP/2, "Errors").</summary>
internal static class TransportFault
{
    private const long NoError = 0x0;
    private const long RefusedStream = 0x7;
    private const long Cancel = 0x8;
    private const long EnhanceYourCalm = 0xb;
    private const long InadequateSecurity = 0xc;

    public static RpcException Translate(Exception fault)
    {
        for (var cause = fault; cause is not null; cause = cause.InnerException)
        {
            if (cause is HttpProtocolException reset) return OfReset(reset.ErrorCode, fault);
            if (cause is RpcException known) return known;
        }
        return fault switch
        {
            OperationCanceledException { InnerException: TimeoutException } =>
                new RpcException(StatusCode.Unavailable, "the server could not be reached in time", cause: fault),
            OperationCanceledException => new RpcException(StatusCode.Cancelled, "the call was cancelled", cause: fault),
            ObjectDisposedException => new RpcException(StatusCode.Cancelled, "the channel has been closed", cause: fault),
            HttpRequestException or IOException => new RpcException(StatusCode.Unavailable, $"the connection failed: {fault.Message}", cause: fault),
            _ => new RpcException(StatusCode.Unknown, $"the call failed: {fault.Message}", cause: fault),
        };
    }

    public static StatusCode OfHttpStatus(HttpStatusCode status) => status switch
    {
        HttpStatusCode.BadRequest => StatusCode.Internal,
        HttpStatusCode.Unauthorized => StatusCode.Unauthenticated,
        HttpStatusCode.Forbidden => StatusCode.PermissionDenied,
        HttpStatusCode.NotFound => StatusCode.Unimplemented,
        HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway
            or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout => StatusCode.Unavailable,
        _ => StatusCode.Unknown,
    };

    private static RpcException OfReset(long errorCode, Exception fault)
    {
        var status = errorCode switch
        {
            // A server that stops closes the connection with it, and HttpClient may tell so in place of a status that came
            // just before while requests were still open. The protocol's table says INTERNAL, which nobody would send again.
            NoError or RefusedStream => StatusCode.Unavailable,
            Cancel => StatusCode.Cancelled,
            EnhanceYourCalm => StatusCode.ResourceExhausted,
            InadequateSecurity => StatusCode.PermissionDenied,
            _ => StatusCode.Internal,
        };
        return new RpcException(status, $"the server reset the call with HTTP/2 error {errorCode}", cause: fault);
    }
}

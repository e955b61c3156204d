using System.Net;

namespace RealtimeGov.Devices.Http;

/// <summary>The gateway answered a request with an error, or did not answer (status null).</summary>
public class GatewayHttpException(HttpStatusCode? status, string code, string message, string messageZh, Exception? inner = null)
    : Exception(message, inner)
{
    public HttpStatusCode? Status { get; } = status;

    /// <summary>The contract's error code; <c>unavailable</c> when nobody answered.</summary>
    public string Code { get; } = code;

    public string MessageZh { get; } = messageZh;

    /// <summary>True when nobody answered or the server says that it cannot at the moment.</summary>
    public bool IsUnavailable => Status is null or HttpStatusCode.ServiceUnavailable or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout;
}

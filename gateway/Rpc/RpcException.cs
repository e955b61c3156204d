namespace RealtimeGov.Rpc;

/// <summary>
/// A call's end other than success. A handler throws it to choose the status its caller sees, message and trailers
/// included; a client's call throws it with what the server said, or with what went wrong on the way.
/// </summary>
public sealed class RpcException(StatusCode statusCode, string message, Metadata? trailers = null, Exception? cause = null)
    : Exception(message, cause)
{
    public StatusCode StatusCode { get; } = statusCode;

    /// <summary>What travels beside the status. Empty when there is nothing.</summary>
    public Metadata Trailers { get; } = trailers ?? [];

    public override string ToString() => $"{StatusCode}: {base.ToString()}";
}

namespace RealtimeGov.Rpc;

/// <summary>
/// What a handler knows about its call and can say beside its messages. It lives as long as the call: nothing of it may
/// be touched after the handler has ended.
/// </summary>
public abstract class CallContext
{
    /// <summary>`/package.Service/Method`.</summary>
    public abstract string Method { get; }

    /// <summary>The caller's address, `host:port`, for messages to people; not an identity.</summary>
    public abstract string Peer { get; }

    /// <summary>The caller's metadata. Reading it throws INTERNAL when a `-bin` value is not base64.</summary>
    public abstract Metadata RequestHeaders { get; }

    /// <summary>
    /// Leaves before the first response, or as soon as the handler first waits for something, whichever comes first:
    /// add to it before the handler's first await. Once it has left, adding throws InvalidOperationException.
    /// </summary>
    public abstract Metadata ResponseHeaders { get; }

    /// <summary>Leaves with the status.</summary>
    public abstract Metadata ResponseTrailers { get; }

    /// <summary>When the caller stops waiting; null when it did not say.</summary>
    public abstract DateTimeOffset? Deadline { get; }

    /// <summary>
    /// Signalled when the caller cancels or goes away, or the deadline passes; for a stream of responses alone also when
    /// the server stops. A stream of requests then ends with UNAVAILABLE at its next read, and this stays silent.
    /// </summary>
    public abstract CancellationToken Cancellation { get; }

    /// <summary>
    /// Whether the request read last came compressed, where the server's binding can tell one message from another, else
    /// whether the call's requests may be. False before the first.
    /// </summary>
    public virtual bool RequestWasCompressed => false;

    /// <summary>Compresses responses while it is on, where the caller reads gzip and it was on when the headers left. Off by default.</summary>
    public bool CompressResponses { get; set; }

    /// <summary>Sends the response headers now. A second call does nothing.</summary>
    public abstract ValueTask SendResponseHeaders();
}

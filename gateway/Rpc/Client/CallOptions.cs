namespace RealtimeGov.Rpc;

/// <summary>
/// One call's own settings. The deadline counts from the moment the call is made and is told to the server. Several texts
/// under one key of the headers arrive as one, joined by ", ": HttpClient sends them so. Bytes arrive apart.
/// </summary>
public sealed record CallOptions(Metadata? Headers = null, TimeSpan? Deadline = null, CancellationToken Cancellation = default)
{
    /// <summary>Compresses this call's requests with gzip. Off by default.</summary>
    public bool CompressRequests { get; init; }

    /// <summary>Hears the server's headers once, as they arrive; not for a call that ends without any.</summary>
    public Action<Metadata>? OnResponseHeaders { get; init; }

    /// <summary>Hears the server's trailers once, whatever the status; not when the transport broke.</summary>
    public Action<Metadata>? OnTrailers { get; init; }

    internal static CallOptions None { get; } = new();
}

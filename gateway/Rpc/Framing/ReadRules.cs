namespace RealtimeGov.Rpc.Framing;

/// <summary>What a stream of messages may look like, and what its faults are called on this side of the call.</summary>
public sealed class ReadRules
{
    public required int MaxMessageBytes { get; init; }

    /// <summary>The peer's compression; null when it sends none, and a compressed message is a fault.</summary>
    public Compression? Compression { get; init; }

    /// <summary>Bytes that are no such message: INVALID_ARGUMENT for a request, INTERNAL for a response.</summary>
    public required StatusCode Undecodable { get; init; }

    /// <summary>What to throw for a transport that broke, or a read that was cancelled.</summary>
    public required Func<Exception, Exception> Broken { get; init; }
}

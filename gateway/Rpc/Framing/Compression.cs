using System.Buffers;

namespace RealtimeGov.Rpc.Framing;

/// <summary>One way to compress messages, by the name that `grpc-encoding` gives it.</summary>
public abstract class Compression
{
    /// <summary>No compression at all.</summary>
    public const string Identity = "identity";

    private static readonly Compression[] Known = [new GzipCompression()];

    public abstract string Name { get; }

    /// <summary>What `grpc-accept-encoding` says.</summary>
    public static string Accepted { get; } = string.Join(',', [Identity, .. Known.Select(compression => compression.Name)]);

    /// <summary>
    /// The compression of a peer's `grpc-encoding`; null for none and identity. Throws RpcException UNIMPLEMENTED for one
    /// not known here.
    /// </summary>
    public static Compression? Of(string? encoding)
    {
        if (string.IsNullOrEmpty(encoding) || encoding == Identity) return null;
        return Array.Find(Known, compression => compression.Name == encoding)
            ?? throw new RpcException(StatusCode.Unimplemented, $"grpc-encoding '{encoding}' is not known here; {Accepted} are");
    }

    /// <summary>The first known compression that a peer accepts; null when there is none.</summary>
    public static Compression? Shared(string? acceptEncoding)
    {
        if (string.IsNullOrEmpty(acceptEncoding)) return null;
        var accepted = acceptEncoding.Split(',', StringSplitOptions.TrimEntries);
        return Array.Find(Known, compression => accepted.Contains(compression.Name));
    }

    public abstract ReadOnlyMemory<byte> Compress(ReadOnlyMemory<byte> plain);

    /// <summary>
    /// Throws RpcException: RESOURCE_EXHAUSTED as soon as the plain bytes exceed the limit, INTERNAL when the payload is
    /// not what the name says.
    /// </summary>
    public abstract ReadOnlySequence<byte> Decompress(in ReadOnlySequence<byte> payload, int maxMessageBytes);
}

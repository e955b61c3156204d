using System.Buffers;
using System.Buffers.Binary;

namespace RealtimeGov.Rpc.Framing;

/// <summary>One length-prefixed message: a flag octet (1: compressed), four octets of length, big end first, the payload.</summary>
public static class Frame
{
    public const int PrefixBytes = 5;

    /// <summary>
    /// Cuts the first frame off the buffer; false, and the buffer untouched, while it is not all there. Throws
    /// RpcException: RESOURCE_EXHAUSTED as soon as the prefix promises more than the limit, INTERNAL for an unknown flag.
    /// </summary>
    public static bool TryCut(
        ref ReadOnlySequence<byte> buffer, int maxMessageBytes, out bool compressed, out ReadOnlySequence<byte> payload)
    {
        compressed = false;
        payload = default;
        if (buffer.Length < PrefixBytes) return false;
        Span<byte> copy = stackalloc byte[PrefixBytes];
        scoped var prefix = buffer.FirstSpan;
        if (prefix.Length < PrefixBytes)
        {
            buffer.Slice(0, PrefixBytes).CopyTo(copy);
            prefix = copy;
        }
        var flag = prefix[0];
        var length = BinaryPrimitives.ReadUInt32BigEndian(prefix[1..]);
        if (flag > 1) throw new RpcException(StatusCode.Internal, $"a message starts with flag {flag}; 0 and 1 are known");
        if (length > (uint)maxMessageBytes) throw TooLong(length, maxMessageBytes);
        if (buffer.Length - PrefixBytes < length) return false;
        compressed = flag == 1;
        payload = buffer.Slice(PrefixBytes, length);
        buffer = buffer.Slice(payload.End);
        return true;
    }

    /// <summary>Fills in a prefix of five octets.</summary>
    public static void WritePrefix(Span<byte> prefix, bool compressed, int payloadBytes)
    {
        prefix[0] = compressed ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt32BigEndian(prefix[1..], payloadBytes);
    }

    internal static RpcException TooLong(long bytes, int maxMessageBytes) =>
        new(StatusCode.ResourceExhausted, $"a message of {bytes} bytes is over the limit of {maxMessageBytes}");
}

using System.Buffers.Binary;

namespace RealtimeGov.Tests.Support;

/// <summary>
/// gRPC's length-prefixed messages, written and read without the product's code: a flag octet (1: compressed), four octets
/// of length, big end first, the message.
/// </summary>
public static class GrpcFrames
{
    public const int PrefixBytes = 5;

    public static byte[] Framed(byte[] message, bool compressed = false)
    {
        var framed = new byte[PrefixBytes + message.Length];
        framed[0] = compressed ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt32BigEndian(framed.AsSpan(1), message.Length);
        message.CopyTo(framed, PrefixBytes);
        return framed;
    }

    /// <summary>The messages of a whole body, as they lie there: none is decompressed.</summary>
    /// <exception cref="InvalidDataException">It is no row of whole frames.</exception>
    public static IEnumerable<byte[]> Messages(byte[] body)
    {
        for (var at = 0; at < body.Length;)
        {
            var left = body.Length - at - PrefixBytes;
            if (left < 0) throw new InvalidDataException($"{body.Length - at} octets at the end are no prefix");
            var length = LengthAt(body, at);
            if (length > left) throw new InvalidDataException($"a frame promises {length} octets of {left}");
            at += PrefixBytes;
            yield return body[at..(at + (int)length)];
            at += (int)length;
        }
    }

    /// <summary>The length that the prefix at this octet promises.</summary>
    public static uint LengthAt(byte[] bytes, int at) => BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at + 1));
}

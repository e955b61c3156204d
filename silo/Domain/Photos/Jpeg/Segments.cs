using System.Buffers.Binary;

namespace RealtimeGov.Domain.Photos.Jpeg;

/// <summary>Whether a segment holds exactly what it must: spare room in it would be room for something else (ITU-T T.81, B.2).</summary>
internal static class Segments
{
    private const int BlockCoefficients = 64;
    private const int CodeLengths = 16;

    /// <summary>Width and height, within the limits.</summary>
    public static (int Width, int Height) Frame(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < 6 || payload.Length != 6 + 3 * payload[5]) throw PhotoException.Malformed("the frame's length is wrong");
        if (payload[0] != 8) throw PhotoException.Unsupported($"{payload[0]} bits a sample");
        if (payload[5] is not (1 or 3 or 4)) throw PhotoException.Unsupported($"{payload[5]} colour components");
        var height = BinaryPrimitives.ReadUInt16BigEndian(payload[1..]);
        var width = BinaryPrimitives.ReadUInt16BigEndian(payload[3..]);
        PhotoLimits.Check(width, height);
        return (width, height);
    }

    /// <summary>One component to four, two bytes each, and three bytes of selection.</summary>
    public static bool IsScan(ReadOnlySpan<byte> payload) =>
        payload.Length > 0 && payload[0] is >= 1 and <= 4 && payload.Length == 1 + 2 * payload[0] + 3;

    public static bool AreQuantisationTables(ReadOnlySpan<byte> payload)
    {
        while (!payload.IsEmpty)
        {
            var (bytesEach, slot) = ((payload[0] >> 4) + 1, payload[0] & 15);
            var length = 1 + bytesEach * BlockCoefficients;
            if (bytesEach > 2 || slot > 3 || payload.Length < length) return false;
            payload = payload[length..];
        }

        return true;
    }

    public static bool AreHuffmanTables(ReadOnlySpan<byte> payload)
    {
        while (!payload.IsEmpty)
        {
            var (kind, slot) = (payload[0] >> 4, payload[0] & 15);
            if (kind > 1 || slot > 3 || payload.Length < 1 + CodeLengths) return false;
            var symbols = 0;
            foreach (var count in payload.Slice(1, CodeLengths)) symbols += count;
            if (symbols > 256 || payload.Length < 1 + CodeLengths + symbols) return false;
            payload = payload[(1 + CodeLengths + symbols)..];
        }

        return true;
    }
}

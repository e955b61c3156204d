using System.Buffers.Binary;

namespace RealtimeGov.Domain.Photos.Colours;

/// <summary>A tag's element where it is numbers of the type the tag must have, cut to its exact length (ICC.1:2022, 10).</summary>
internal static class IccNumbers
{
    public const int CurvePointsMax = 4_096;

    private const int Head = 8;

    /// <summary>Null for anything else.</summary>
    public static byte[]? Read(string tag, ReadOnlySpan<byte> element)
    {
        if (element.Length < Head + 4) return null;
        var length = tag switch
        {
            "chad" => element.StartsWith("sf32"u8) ? Head + 9 * 4 : 0,
            "cicp" => element.StartsWith("cicp"u8) ? Head + 4 : 0,
            _ when tag.EndsWith("TRC", StringComparison.Ordinal) => Curve(element),
            _ => element.StartsWith("XYZ "u8) ? Head + 3 * 4 : 0,
        };
        if (length == 0 || length > element.Length) return null;
        var numbers = element[..length].ToArray();
        numbers.AsSpan(4, 4).Clear(); // reserved
        return numbers;
    }

    // A list of points, or the parameters of one of five functions.
    private static int Curve(ReadOnlySpan<byte> element)
    {
        if (element.StartsWith("curv"u8))
            return BinaryPrimitives.ReadUInt32BigEndian(element[Head..]) is var points and <= CurvePointsMax ? Head + 4 + 2 * (int)points : 0;
        if (!element.StartsWith("para"u8)) return 0;
        ReadOnlySpan<int> parameters = [1, 3, 4, 5, 7];
        var function = BinaryPrimitives.ReadUInt16BigEndian(element[Head..]);
        return function < parameters.Length ? Head + 4 + 4 * parameters[function] : 0;
    }
}

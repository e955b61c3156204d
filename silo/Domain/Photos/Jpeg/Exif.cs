using System.Buffers.Binary;

namespace RealtimeGov.Domain.Photos.Jpeg;

/// <summary>Which side of the picture is up: the one thing of EXIF that is kept, because every viewer turns by it.</summary>
internal static class Exif
{
    public const int Upright = 1;

    private const int OrientationMax = 8;
    private const int OrientationTag = 0x0112;
    private const int ShortType = 3;
    private const int HeaderBytes = 8;
    private const int EntryBytes = 12;

    public static ReadOnlySpan<byte> Prefix => "Exif\0\0"u8;

    /// <summary>1 to 8 by the first directory; 0 where it says nothing or cannot be read: then nothing is turned.</summary>
    public static int Orientation(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < HeaderBytes) return 0;
        var little = tiff.StartsWith("II*\0"u8);
        if (!little && !tiff.StartsWith("MM\0*"u8)) return 0;
        var at = little ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);
        if (at > tiff.Length - 2) return 0;
        var entries = U16(tiff[(int)at..], little);
        var rest = tiff[((int)at + 2)..];
        for (var n = 0; n < entries && rest.Length >= EntryBytes; n++, rest = rest[EntryBytes..])
        {
            if (U16(rest, little) != OrientationTag || U16(rest[2..], little) != ShortType) continue;
            var value = U16(rest[8..], little);
            return value is >= Upright and <= OrientationMax ? value : 0;
        }

        return 0;
    }

    /// <summary>TIFF with one directory of one entry.</summary>
    public static byte[] Of(int orientation) =>
    [
        .. "MM\0*"u8, 0, 0, 0, HeaderBytes,
        0, 1, // entries
        OrientationTag >> 8, OrientationTag & 0xFF, 0, ShortType, 0, 0, 0, 1, 0, (byte)orientation, 0, 0,
        0, 0, 0, 0, // no next directory
    ];

    private static int U16(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);
}

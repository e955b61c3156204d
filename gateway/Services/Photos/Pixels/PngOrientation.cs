using System.Buffers.Binary;

namespace RealtimeGov.Gateway.Photos.Pixels;

/// <summary>
/// The orientation in a PNG's eXIf chunk, which Skia's codec does not read. Whatever is not found, or is none, is
/// <see cref="Upright.Already"/>: the picture itself is the codec's to judge.
/// </summary>
internal static class PngOrientation
{
    private const int SignatureBytes = 8;
    private const int ChunkHeadBytes = 8;
    private const int ChecksumBytes = 4;
    private const int EntryBytes = 12;
    private const int Tag = 0x0112;
    private const int TypeShort = 3;

    public static int Of(ReadOnlySpan<byte> png)
    {
        var at = (long)SignatureBytes;
        while (at + ChunkHeadBytes <= png.Length)
        {
            var head = png[(int)at..];
            var length = BinaryPrimitives.ReadUInt32BigEndian(head);
            if (at + ChunkHeadBytes + length > png.Length || head[4..].StartsWith("IEND"u8)) break;
            if (head[4..].StartsWith("eXIf"u8)) return OfExif(head.Slice(ChunkHeadBytes, (int)length));
            at += ChunkHeadBytes + length + ChecksumBytes;
        }

        return Upright.Already;
    }

    // TIFF: byte order, 42, where the first directory is; it has a count and entries of tag, type, count and value.
    private static int OfExif(ReadOnlySpan<byte> tiff)
    {
        var little = tiff.StartsWith("II*\0"u8);
        if (tiff.Length < 10 || !(little || tiff.StartsWith("MM\0*"u8))) return Upright.Already;
        var directory = little ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);
        if (directory > tiff.Length - 2) return Upright.Already;
        var entries = tiff[(int)(directory + 2)..];
        for (var left = U16(tiff[(int)directory..], little); left > 0 && entries.Length >= EntryBytes; left--, entries = entries[EntryBytes..])
        {
            if (U16(entries, little) != Tag) continue;
            var value = U16(entries[8..], little);
            return U16(entries[2..], little) == TypeShort && value is >= 1 and <= 8 ? value : Upright.Already;
        }

        return Upright.Already;
    }

    private static int U16(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);
}

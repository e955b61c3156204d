using System.Buffers.Binary;
using System.Text;

namespace RealtimeGov.Domain.Photos.Colours;

/// <summary>Writes a profile of numbers, with the two texts that every profile must have.</summary>
internal static class IccWriter
{
    private const int HeaderBytes = 128;
    private const int VersionWithUnicodeTexts = 4;

    // X, Y, Z of D50 as s15Fixed16: the one illuminant that profiles may name.
    private static ReadOnlySpan<byte> D50 => [0, 0, 0xF6, 0xD6, 0, 1, 0, 0, 0, 0, 0xD3, 0x2D];

    // Readers complain of a profile without a date: 2000-01-01.
    private static ReadOnlySpan<byte> SameDate => [0x07, 0xD0, 0, 1, 0, 1];

    public static byte[] Write(ReadOnlySpan<byte> header, SortedDictionary<string, byte[]> tags)
    {
        var unicode = header[8] >= VersionWithUnicodeTexts;
        tags["desc"] = unicode ? Unicode("Colours") : Described("Colours");
        tags["cprt"] = unicode ? Unicode("None") : [.. "text\0\0\0\0None\0"u8];

        var at = HeaderBytes + 4 + 12 * tags.Count;
        var table = new ByteWriter(at).U32Big((uint)tags.Count);
        var elements = new ByteWriter(1_024);
        var placed = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (name, element) in tags)
        {
            // Three equal curves are one element, as is usual.
            var key = Convert.ToHexString(element);
            if (!placed.TryGetValue(key, out var place))
            {
                placed[key] = place = at + elements.Length;
                elements.Bytes(element).Zeros(-element.Length & 3);
            }

            table.Bytes(Encoding.ASCII.GetBytes(name)).U32Big((uint)place).U32Big((uint)element.Length);
        }

        var profile = new ByteWriter(at + elements.Length).Zeros(HeaderBytes).Bytes(table.Written.Span).Bytes(elements.Written.Span).Written.ToArray();
        Head(header, profile);
        return profile;
    }

    // Version, colour space and intent are the old header's; the rest is the same for all.
    private static void Head(ReadOnlySpan<byte> header, Span<byte> profile)
    {
        BinaryPrimitives.WriteUInt32BigEndian(profile, (uint)profile.Length);
        header.Slice(8, 2).CopyTo(profile[8..]);
        "mntr"u8.CopyTo(profile[12..]);
        header.Slice(16, 8).CopyTo(profile[16..]);
        SameDate.CopyTo(profile[24..]);
        "acsp"u8.CopyTo(profile[36..]);
        profile[67] = (byte)(header[67] & 3);
        D50.CopyTo(profile[68..]);
    }

    // multiLocalizedUnicodeType with one record.
    private static byte[] Unicode(string text) =>
    [
        .. "mluc\0\0\0\0"u8, 0, 0, 0, 1, 0, 0, 0, 12, .. "enUS"u8, 0, 0, 0, (byte)(2 * text.Length), 0, 0, 0, 28,
        .. Encoding.BigEndianUnicode.GetBytes(text),
    ];

    // textDescriptionType of version 2: ASCII, then empty Unicode and Macintosh texts.
    private static byte[] Described(string text) =>
        [.. "desc\0\0\0\0"u8, 0, 0, 0, (byte)(text.Length + 1), .. Encoding.ASCII.GetBytes(text), .. new byte[1 + 4 + 4 + 2 + 1 + 67]];
}

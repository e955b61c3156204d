using System.Buffers.Binary;

namespace RealtimeGov.Domain.Photos.Colours;

/// <summary>
/// An ICC profile reduced to numbers: primaries, white and tone curves (ICC.1:2022). Profiles name devices, makers, dates and
/// free texts; none of that survives, and a profile that cannot be so reduced is dropped.
/// </summary>
internal static class IccProfile
{
    /// <summary>Profiles of cameras and screens are 0.5 to 4 kB; those of printers hold tables and are dropped in any case.</summary>
    public const int BytesMax = 60_000;

    private const int HeaderBytes = 128;
    private const int EntryBytes = 12;
    private const int TagsMax = 64;

    private static readonly string[] OfColour = ["rXYZ", "gXYZ", "bXYZ", "rTRC", "gTRC", "bTRC", "wtpt"];
    private static readonly string[] OfGrey = ["kTRC", "wtpt"];
    private static readonly string[] Optional = ["chad", "cicp"];

    /// <summary>Null when colours cannot be told without what is dropped.</summary>
    public static byte[]? ColoursOnly(ReadOnlySpan<byte> profile)
    {
        if (profile.Length is < HeaderBytes + 4 or > BytesMax || !profile[36..].StartsWith("acsp"u8)) return null;
        if (!profile[20..].StartsWith("XYZ "u8)) return null;
        var grey = profile[16..].StartsWith("GRAY"u8);
        if (!grey && !profile[16..].StartsWith("RGB "u8)) return null;
        var needed = grey ? OfGrey : OfColour;
        var tags = Read(profile, needed);
        return needed.All(tags.ContainsKey) ? IccWriter.Write(profile[..HeaderBytes], tags) : null;
    }

    private static SortedDictionary<string, byte[]> Read(ReadOnlySpan<byte> profile, string[] needed)
    {
        var found = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        var count = Math.Min(BinaryPrimitives.ReadUInt32BigEndian(profile[HeaderBytes..]), TagsMax);
        var table = profile[(HeaderBytes + 4)..];
        for (var n = 0; n < count && table.Length >= EntryBytes; n++, table = table[EntryBytes..])
        {
            if (Wanted(table[..4], needed) is not { } name) continue;
            var (at, length) = (BinaryPrimitives.ReadUInt32BigEndian(table[4..]), BinaryPrimitives.ReadUInt32BigEndian(table[8..]));
            if (at > profile.Length || length > profile.Length - at) continue;
            if (IccNumbers.Read(name, profile.Slice((int)at, (int)length)) is { } numbers) found.TryAdd(name, numbers);
        }

        return found;
    }

    private static string? Wanted(ReadOnlySpan<byte> signature, string[] needed)
    {
        foreach (var name in needed.Concat(Optional))
            if (signature.SequenceEqual((ReadOnlySpan<byte>)[(byte)name[0], (byte)name[1], (byte)name[2], (byte)name[3]])) return name;
        return null;
    }
}

using RealtimeGov.Domain.Photos.Colours;
using RealtimeGov.Domain.Photos.Deflate;

namespace RealtimeGov.Domain.Photos.Png;

/// <summary>iCCP: a name, a zero, the method, the compressed profile (PNG, third edition, 11.3.2.3).</summary>
internal static class PngProfile
{
    private const int NameMax = 79;

    private static ReadOnlySpan<byte> Name => "Colours\0\0"u8;

    /// <summary>The chunk's data with a profile of colours only; null when there is none to be had.</summary>
    public static byte[]? ColoursOnly(ReadOnlySpan<byte> data)
    {
        var name = data.IndexOf((byte)0);
        if (name is < 1 or > NameMax || data.Length < name + 2 || data[name + 1] != 0) return null;
        return Zlib.Decompress(data[(name + 2)..], IccProfile.BytesMax) is { } profile && IccProfile.ColoursOnly(profile) is { } colours
            ? [.. Name, .. Zlib.Wrap(colours)]
            : null;
    }
}

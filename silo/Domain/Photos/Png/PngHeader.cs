using System.Buffers.Binary;

namespace RealtimeGov.Domain.Photos.Png;

/// <summary>IHDR (PNG, third edition, 11.2.1).</summary>
internal readonly record struct PngHeader(int Width, int Height, int ColourType)
{
    public const int Palette = 3;

    private const int Bytes = 13;

    public bool MayHavePalette => ColourType is Palette or 2 or 6;

    public static PngHeader Read(ReadOnlySpan<byte> data)
    {
        if (data.Length != Bytes) throw PhotoException.Malformed($"a header of {data.Length} bytes");
        var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(data), BinaryPrimitives.ReadUInt32BigEndian(data[4..]));
        PhotoLimits.Check(width, height);
        var (depth, colours) = ((int)data[8], (int)data[9]);
        var known = colours switch
        {
            0 => depth is 1 or 2 or 4 or 8 or 16,
            Palette => depth is 1 or 2 or 4 or 8,
            2 or 4 or 6 => depth is 8 or 16,
            _ => false,
        };
        if (!known) throw PhotoException.Unsupported($"PNG colour type {colours} with {depth} bits");
        if (data[10] != 0 || data[11] != 0 || data[12] > 1) throw PhotoException.Unsupported("PNG compression, filter or interlace method");
        return new PngHeader((int)width, (int)height, colours);
    }
}

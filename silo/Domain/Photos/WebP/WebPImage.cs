using System.Buffers.Binary;

namespace RealtimeGov.Domain.Photos.WebP;

/// <summary>The coded picture within a WebP, as far as its own header goes (RFC 9649, 6386 section 9.1).</summary>
/// <param name="HasAlpha">By the picture itself, as only lossless coding says it.</param>
internal readonly record struct WebPImage(int Width, int Height, bool HasAlpha)
{
    private const int SideMask = 0x3FFF;
    private const int LosslessMark = 0x2F;

    public static WebPImage Lossy(ReadOnlySpan<byte> data)
    {
        if (data.Length < 10) throw new PhotoException(PhotoFaults.Truncated, $"a picture of {data.Length} bytes");
        var tag = data[0] | data[1] << 8 | data[2] << 16;
        if ((tag & 1) != 0 || !data[3..].StartsWith((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A])) throw PhotoException.Malformed("the picture is no key frame");
        if ((tag >> 5) > data.Length - 10) throw new PhotoException(PhotoFaults.Truncated, "the picture's first partition is cut short");
        var width = BinaryPrimitives.ReadUInt16LittleEndian(data[6..]) & SideMask;
        var height = BinaryPrimitives.ReadUInt16LittleEndian(data[8..]) & SideMask;
        return Checked(new WebPImage(width, height, HasAlpha: false));
    }

    public static WebPImage Lossless(ReadOnlySpan<byte> data)
    {
        if (data.Length < 5) throw new PhotoException(PhotoFaults.Truncated, $"a picture of {data.Length} bytes");
        var bits = BinaryPrimitives.ReadUInt32LittleEndian(data[1..]);
        if (data[0] != LosslessMark || bits >> 29 != 0) throw PhotoException.Malformed("the picture is no lossless WebP");
        return Checked(new WebPImage((int)(bits & SideMask) + 1, (int)(bits >> 14 & SideMask) + 1, (bits >> 28 & 1) != 0));
    }

    private static WebPImage Checked(WebPImage image)
    {
        PhotoLimits.Check(image.Width, image.Height);
        return image;
    }
}

using RealtimeGov.Domain.Photos.Jpeg;
using RealtimeGov.Domain.Photos.Png;
using RealtimeGov.Domain.Photos.WebP;

namespace RealtimeGov.Domain.Photos;

/// <summary>
/// A whole file, checked and made anew from what showing its picture needs. What is kept is listed, what is dropped is not:
/// whatever a camera may invent tomorrow stays out. Coded pixels pass byte for byte; nothing is decoded.
/// </summary>
public static class PhotoFile
{
    /// <summary>Needs memory of about the file's size once more.</summary>
    /// <exception cref="PhotoException">The file is not taken; its code says why.</exception>
    public static StrippedPhoto Strip(ReadOnlySpan<byte> original)
    {
        if (original.IsEmpty) throw new PhotoException(PhotoFaults.Empty, "the file has no bytes");
        if (original.Length > PhotoLimits.BytesMax)
            throw new PhotoException(PhotoFaults.TooLarge, $"{original.Length} bytes; at most {PhotoLimits.BytesMax}");
        return PhotoTypes.Of(original) switch
        {
            PhotoType.Jpeg => JpegStripper.Strip(original),
            PhotoType.Png => PngStripper.Strip(original),
            PhotoType.WebP => WebPStripper.Strip(original),
            _ => throw new PhotoException(PhotoFaults.TypeUnknown, "the content is neither JPEG nor PNG nor WebP"),
        };
    }
}

/// <param name="Width">Pixels, before the orientation is applied.</param>
/// <param name="Bytes">The file to store.</param>
public sealed record StrippedPhoto(PhotoType Type, int Width, int Height, ReadOnlyMemory<byte> Bytes);

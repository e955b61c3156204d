using RealtimeGov.Domain.Photos;

namespace RealtimeGov.Gateway.Photos.Pixels;

/// <summary>
/// A whole file made anew from its pixels: decoded, turned upright, encoded. Nothing else of it survives, whatever a camera
/// or a hostile hand put beside or behind the picture.
/// </summary>
public static class PhotoConversion
{
    /// <summary>Pixels of the thumbnail's longer side; a smaller photo is not enlarged.</summary>
    public const int ThumbnailSide = 320;

    /// <summary>
    /// Native memory: 4 bytes a pixel, twice while a picture is turned, and a progressive JPEG's coefficients (up to 6 bytes
    /// a pixel) before that. At <see cref="PhotoLimits.PixelsMax"/> this is up to 500 MB, for one photo at a time.
    /// </summary>
    /// <exception cref="PhotoException">The file is not taken; its code says why.</exception>
    public static ConvertedPhoto Convert(byte[] original)
    {
        PhotoLimits.CheckBytes((ulong)original.Length);
        var type = PhotoTypes.Of(original) ?? throw RefusedType.Fault(original);
        using var upright = PhotoDecoder.Decode(original, type);
        return new ConvertedPhoto(
            type, upright.Width, upright.Height, PhotoEncoder.Encode(upright, type), PhotoEncoder.Thumbnail(upright, ThumbnailSide));
    }
}

/// <param name="Width">Pixels, upright.</param>
/// <param name="Bytes">The file to store.</param>
/// <param name="Thumbnail">A small JPEG of it.</param>
public sealed record ConvertedPhoto(PhotoType Type, int Width, int Height, ReadOnlyMemory<byte> Bytes, ReadOnlyMemory<byte> Thumbnail);

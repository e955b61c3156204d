using RealtimeGov.Domain.Photos;
using SkiaSharp;

namespace RealtimeGov.Gateway.Photos.Pixels;

/// <summary>
/// Writes pixels as a file of the type that came. They are sRGB, which every viewer assumes of a file without a profile, so
/// none is written: nothing stands in the file but the picture.
/// </summary>
internal static class PhotoEncoder
{
    /// <summary>Of 100: differences to the camera's own file are not seen at this one.</summary>
    private const int Quality = 90;

    private const int ThumbnailQuality = 80;

    // A level that halves the time of the default one for a few per cent of bytes.
    private const int PngLevel = 4;

    public static ReadOnlyMemory<byte> Encode(SKBitmap picture, PhotoType type) => File(picture, pixels => type switch
    {
        PhotoType.Jpeg => pixels.Encode(new SKJpegEncoderOptions(Quality, SKJpegEncoderDownsample.Downsample420, SKJpegEncoderAlphaOption.Ignore)),
        PhotoType.Png => pixels.Encode(new SKPngEncoderOptions(SKPngEncoderFilterFlags.AllFilters, PngLevel)),
        _ => pixels.Encode(new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossy, Quality)),
    });

    /// <summary>A JPEG whose longer side has at most so many pixels; what is transparent is white.</summary>
    public static ReadOnlyMemory<byte> Thumbnail(SKBitmap picture, int side)
    {
        var scale = Math.Min(1.0, (double)side / Math.Max(picture.Width, picture.Height));
        var (width, height) = (Math.Max(1, (int)Math.Round(picture.Width * scale)), Math.Max(1, (int)Math.Round(picture.Height * scale)));
        using var small = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Premul, picture.ColorSpace));
        using (var canvas = new SKCanvas(small))
        using (var image = SKImage.FromPixels(picture.PeekPixels()))
        {
            canvas.Clear(SKColors.White);
            canvas.DrawImage(image, SKRect.Create(width, height), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        }

        return File(small, pixels => pixels.Encode(
            new SKJpegEncoderOptions(ThumbnailQuality, SKJpegEncoderDownsample.Downsample420, SKJpegEncoderAlphaOption.Ignore)));
    }

    private static ReadOnlyMemory<byte> File(SKBitmap picture, Func<SKPixmap, SKData?> encode)
    {
        using var pixels = picture.PeekPixels();
        using var plain = pixels.WithColorSpace(null!); // null is Skia's way to say "write no profile"
        using var file = encode(plain) ?? throw new PhotoException(PhotoFaults.EncodingUnsupported, "the picture cannot be encoded anew");
        return file.ToArray();
    }
}

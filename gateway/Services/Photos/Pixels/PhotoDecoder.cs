using RealtimeGov.Domain.Photos;
using SkiaSharp;

namespace RealtimeGov.Gateway.Photos.Pixels;

/// <summary>Pixels of a photo, upright, in sRGB, 8 bits a channel. Of an animation it is the first frame.</summary>
internal static class PhotoDecoder
{
    /// <exception cref="PhotoException">It cannot be decoded whole, or has too many pixels.</exception>
    public static SKBitmap Decode(byte[] original, PhotoType type)
    {
        using var data = SKData.CreateCopy(original);
        using var codec = SKCodec.Create(new SKMemoryStream(data), out var result) ?? throw Fault(result);
        PhotoLimits.CheckPixels(codec.Info.Width, codec.Info.Height);
        PhotoLimits.CheckWhole(type, codec.Info.Width, codec.Info.Height, original.Length);
        var pixels = Read(codec);
        var origin = type == PhotoType.Png ? PngOrientation.Of(original) : (int)codec.EncodedOrigin;
        if (origin == Upright.Already) return pixels;
        using (pixels) return Upright.Turn(pixels, origin);
    }

    private static SKBitmap Read(SKCodec codec)
    {
        var info = new SKImageInfo(
            codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, codec.Info.IsOpaque ? SKAlphaType.Opaque : SKAlphaType.Unpremul,
            SKColorSpace.CreateSrgb());
        var pixels = new SKBitmap(info);
        var result = codec.GetPixels(info, pixels.GetPixels());
        if (result == SKCodecResult.Success) return pixels;
        pixels.Dispose();
        throw Fault(result);
    }

    // Half a picture is no picture: its sender still has the whole one.
    private static PhotoException Fault(SKCodecResult result) => result switch
    {
        SKCodecResult.IncompleteInput => new PhotoException(PhotoFaults.Truncated, "the file ends before its picture does"),
        SKCodecResult.ErrorInInput or SKCodecResult.InvalidInput => new PhotoException(PhotoFaults.Malformed, "the picture cannot be decoded: its data contradicts itself"),
        _ => new PhotoException(PhotoFaults.EncodingUnsupported, $"the picture cannot be decoded: {result}"),
    };
}

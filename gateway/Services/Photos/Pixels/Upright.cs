using System.Runtime.InteropServices;
using SkiaSharp;

namespace RealtimeGov.Gateway.Photos.Pixels;

/// <summary>Turns and mirrors pixels by the eight orientations of EXIF, exactly: no pixel is changed.</summary>
internal static class Upright
{
    /// <summary>The orientation that needs nothing.</summary>
    public const int Already = 1;

    /// <param name="orientation">1 to 8: where the picture's first row and first column are shown.</param>
    public static SKBitmap Turn(SKBitmap lying, int orientation)
    {
        var (width, height) = (lying.Width, lying.Height);
        var sideways = orientation >= 5;
        var info = lying.Info.WithSize(sideways ? height : width, sideways ? width : height);
        var upright = new SKBitmap(info);
        Turn(Pixels(lying), width, height, orientation, Pixels(upright));
        return upright;
    }

    /// <summary>Row by row of what lies, into where each row is shown: from a place (start), along a step, rows a stride apart.</summary>
    public static void Turn(ReadOnlySpan<uint> lying, int width, int height, int orientation, Span<uint> upright)
    {
        var (w, h, last) = (width, height, width * height - 1);
        var (start, along, down) = orientation switch
        {
            2 => (w - 1, -1, w),
            3 => (last, -1, -w),
            4 => (w * (h - 1), 1, -w),
            5 => (0, h, 1),
            6 => (h - 1, h, -1),
            7 => (last, -h, -1),
            8 => (h * (w - 1), -h, 1),
            _ => (0, 1, w),
        };
        for (var y = 0; y < h; y++)
        {
            var to = start + y * down;
            foreach (var pixel in lying.Slice(y * w, w))
            {
                upright[to] = pixel;
                to += along;
            }
        }
    }

    private static Span<uint> Pixels(SKBitmap bitmap) => MemoryMarshal.Cast<byte, uint>(bitmap.GetPixelSpan());
}

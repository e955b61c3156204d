using System.Buffers.Binary;
using System.IO.Compression;
using RealtimeGov.Domain.Photos;
using RealtimeGov.Gateway.Photos.Pixels;
using RealtimeGov.Gateway.Tests.Photos.Camera;
using RealtimeGov.Tests.Support;
using SkiaSharp;

namespace RealtimeGov.Gateway.Tests.Photos;

/// <summary>Files with pictures whose colours are known, and what is seen in files.</summary>
internal static class Pictures
{
    /// <summary>Colours of the corners: red, green, blue, white at top left, top right, bottom left, bottom right.</summary>
    public static readonly uint[] Corners = [0xFF0000, 0x00FF00, 0x0000FF, 0xFFFFFF];

    public static TheoryData<string> CameraNames { get; } =
        ["plain.jpg", "wide-colours.jpg", "plain.png", "wide-colours.png", "lossy.webp", "lossless.webp", "alpha.webp", "wide-colours.webp"];

    /// <summary>A browser's photo, made into what a phone with everything switched on writes.</summary>
    public static byte[] Camera(string name) => Path.GetExtension(name) switch
    {
        ".jpg" => CameraJpeg.Make(Original.Plain(name)),
        ".png" => CameraPng.Make(Original.Plain(name)),
        _ => CameraWebP.Make(Original.Plain(name)),
    };

    /// <summary>Four quarters, each of one colour, as a file of that type without metadata.</summary>
    public static byte[] Quarters(PhotoType type, int width, int height, uint[] corners, SKColorSpace? space = null)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque, space));
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
                Set(bitmap, x, y, corners[(y < height / 2 ? 0 : 2) + (x < width / 2 ? 0 : 1)]);
        using var pixels = bitmap.PeekPixels();
        using var file = type switch
        {
            PhotoType.Jpeg => pixels.Encode(new SKJpegEncoderOptions(95)),
            PhotoType.Png => pixels.Encode(new SKPngEncoderOptions(SKPngEncoderFilterFlags.AllFilters, 6)),
            _ => pixels.Encode(new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossless, 50)),
        };
        return file!.ToArray();
    }

    /// <summary>The file with an EXIF of that orientation, where its type has it.</summary>
    public static byte[] WithExif(byte[] file, PhotoType type, byte[] tiff)
    {
        if (type == PhotoType.Jpeg) return [.. file[..2], .. CameraJpeg.Segment(0xE1, [.. "Exif\0\0"u8, .. tiff]), .. file[2..]];
        if (type == PhotoType.Png) return [.. file[..CameraPng.HeaderEnd], .. CameraPng.Chunk("eXIf", tiff), .. file[CameraPng.HeaderEnd..]];
        using var data = SKData.CreateCopy(file);
        using var codec = SKCodec.Create(data);
        var (w, h) = (codec.Info.Width - 1, codec.Info.Height - 1);
        byte[] extended = [0x08, 0, 0, 0, (byte)w, (byte)(w >> 8), 0, (byte)h, (byte)(h >> 8), 0];
        return CameraWebP.File([("VP8X", extended), .. CameraWebP.Chunks(file), ("EXIF", tiff)]);
    }

    /// <summary>A PNG of such rows (each with its filter byte), compressed.</summary>
    public static byte[] Png(int width, int height, byte depth, byte colours, byte[] rows, params byte[][] chunks)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.Optimal)) zip.Write(rows);
        return RawPng(width, height, depth, colours, [.. chunks.SelectMany(c => c), .. CameraPng.Chunk("IDAT", packed.ToArray())]);
    }

    /// <summary>A PNG whose header says that, and whatever chunks.</summary>
    public static byte[] RawPng(int width, int height, byte depth, byte colours, byte[] chunks)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (depth, colours);
        return [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, .. CameraPng.Chunk("IHDR", header), .. chunks, .. CameraPng.Chunk("IEND", [])];
    }

    public static string FaultOf(byte[] file) => Assert.Throws<PhotoException>(() => PhotoConversion.Convert(file)).Code;

    /// <summary>The colours in the middles of the four quarters, by a decoder of the test's own call.</summary>
    public static uint[] Seen(ReadOnlyMemory<byte> file)
    {
        using var bitmap = SKBitmap.Decode(file.ToArray());
        var (w, h) = (bitmap.Width, bitmap.Height);
        return [Rgb(bitmap, w / 4, h / 4), Rgb(bitmap, 3 * w / 4, h / 4), Rgb(bitmap, w / 4, 3 * h / 4), Rgb(bitmap, 3 * w / 4, 3 * h / 4)];
    }

    /// <summary>Equal but for what coding changes: so much a channel.</summary>
    public static void Near(uint[] expected, uint[] seen, int off = 6)
    {
        Assert.Equal(expected.Length, seen.Length);
        for (var n = 0; n < seen.Length; n++)
            for (var shift = 0; shift < 24; shift += 8)
                Assert.True(Math.Abs((int)(expected[n] >> shift & 255) - (int)(seen[n] >> shift & 255)) <= off, $"quarter {n}: {expected[n]:X6} is seen as {seen[n]:X6}");
    }

    private static uint Rgb(SKBitmap bitmap, int x, int y) => (uint)bitmap.GetPixel(x, y) & 0xFFFFFF;

    // Raw numbers of the bitmap's own colour space.
    private static void Set(SKBitmap bitmap, int x, int y, uint rgb)
    {
        var pixel = bitmap.GetPixelSpan().Slice((y * bitmap.Width + x) * 4, 4);
        (pixel[0], pixel[1], pixel[2], pixel[3]) = ((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb, 255);
    }
}

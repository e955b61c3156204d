using System.Buffers.Binary;
using RealtimeGov.Domain.Photos;
using RealtimeGov.Gateway.Photos.Pixels;
using RealtimeGov.Tests.Support;
using SkiaSharp;

namespace RealtimeGov.Gateway.Tests.Photos;

/// <summary>Case 12: a PNG and a WebP whose EXIF says that the picture lies on its side were stored and shown so.</summary>
[Trait("lane", "cases")]
public sealed class Case12OrientationTests : IDisposable
{
    private readonly UploadBench bench = new();

    public void Dispose() => bench.Dispose();

    [SharedDataTheory("../cases/12-orientation-png-webp/o6.png", "../cases/12-orientation-png-webp/o6.webp")]
    [InlineData("o6.png", "image/png")]
    [InlineData("o6.webp", "image/webp")]
    public async Task ThePhotoOfTheCaseIsStoredUpright(string name, string media)
    {
        var sent = File.ReadAllBytes(SharedData.Path($"../cases/12-orientation-png-webp/{name}"));
        using var lying = SKBitmap.Decode(PhotoConversion.Convert(WithoutExif(sent)).Bytes.ToArray());
        var photo = new Original(sent);

        var receipt = await bench.Send(photo);

        using var stored = SKBitmap.Decode(bench.PathOf(photo.Id));
        Assert.Equal((media, 320, 200), (receipt.MediaType, lying.Width, lying.Height));
        Assert.Equal((200, 320), (stored.Width, stored.Height));
        // Orientation 6: the file's first row is the right side, its first column the top.
        foreach (var (x, y) in new[] { (10, 10), (300, 20), (20, 180), (160, 100), (310, 190) })
        {
            var (was, shown) = (lying.GetPixel(x, y), stored.GetPixel(199 - y, x));
            Assert.InRange(Math.Abs(was.Red - shown.Red) + Math.Abs(was.Green - shown.Green) + Math.Abs(was.Blue - shown.Blue), 0, 24);
        }
    }

    [Theory]
    [InlineData(PhotoType.Jpeg)]
    [InlineData(PhotoType.Png)]
    [InlineData(PhotoType.WebP)]
    public async Task EveryTypeAndEveryOrientationIsStoredUpright(PhotoType type)
    {
        for (var orientation = 1; orientation <= 8; orientation++)
        {
            var photo = new Original(OrientationTests.Lying(type, orientation, little: orientation % 2 == 0));
            await bench.Send(photo);
            Pictures.Near(Pictures.Corners, Pictures.Seen(File.ReadAllBytes(bench.PathOf(photo.Id))), off: 16);
        }
    }

    // A PNG's checksums are looked at, of chunks that nobody knows too: it is cut out. A WebP has none: a name that nobody knows.
    private static byte[] WithoutExif(byte[] file)
    {
        if (file.AsSpan().IndexOf("eXIf"u8) is > 0 and var png)
        {
            const int aroundData = 4 + 4 + 4; // its length, its name, its checksum
            var at = png - 4;
            return [.. file[..at], .. file[(at + aroundData + BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at)))..]];
        }

        byte[] copy = [.. file];
        "nOne"u8.CopyTo(copy.AsSpan(copy.AsSpan().IndexOf("EXIF"u8)));
        return copy;
    }
}

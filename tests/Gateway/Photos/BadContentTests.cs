using System.IO.Compression;
using System.Text;
using RealtimeGov.Domain.Photos;
using RealtimeGov.Gateway.Photos.Pixels;
using RealtimeGov.Gateway.Tests.Photos.Camera;

namespace RealtimeGov.Gateway.Tests.Photos;

/// <summary>What is no whole picture is refused by a name; what hides beside one is gone.</summary>
public sealed class BadContentTests
{
    public static TheoryData<string> Names => Pictures.CameraNames;

    // Half a picture with grey below would look like a photo and be none.
    [Theory]
    [MemberData(nameof(Names))]
    public void AFileThatWasCutShortIsRefusedWhereverItWasCut(string name)
    {
        var file = Original.Plain(name);
        var end = file.Length - 12; // behind the last pixels stand a PNG's or JPEG's end marks, which nobody misses
        for (var length = 12; length < end - end / 20; length += 1 + length / 16)
            Assert.Contains(Pictures.FaultOf(file[..length]), new[] { PhotoFaults.Truncated, PhotoFaults.Malformed });
    }

    [Fact]
    public void AnEmptyFileAndOneByteTooManyAreRefused()
    {
        var file = new byte[PhotoLimits.BytesMax + 1];
        Original.Plain("plain.jpg").CopyTo(file, 0);

        Assert.Equal(PhotoFaults.Empty, Pictures.FaultOf([]));
        Assert.Equal(PhotoFaults.TooLarge, Pictures.FaultOf(file));
        Assert.Equal(96, PhotoConversion.Convert(file[..^1]).Width);
    }

    // Few bytes that announce many pixels: the header is believed before a pixel is.
    public static TheoryData<string, byte[], string> Bombs { get; } = new()
    {
        { "a PNG of 900 megapixels", Pictures.RawPng(30_000, 30_000, 8, 2, CameraPng.Chunk("IDAT", Packed(100_000))), PhotoFaults.PixelsTooMany },
        { "a PNG of a side too long", Pictures.RawPng(100_000, 1, 8, 0, CameraPng.Chunk("IDAT", Packed(100_001))), PhotoFaults.SideInvalid },
        { "a JPEG of 4,262 megapixels", WithSize(0xFF, 0, 0xFF, 0), PhotoFaults.SideInvalid },
        { "a JPEG of 900 megapixels", WithSize(0x75, 0x30, 0x75, 0x30), PhotoFaults.PixelsTooMany },
        { "a WebP of 268 megapixels", CameraWebP.File([("VP8L", [0x2F, 0xFF, 0xFF, 0xFF, 0x0F, 0, 0, 0])]), PhotoFaults.PixelsTooMany },
        { "a WebP of a canvas of 268 megapixels", CameraWebP.File([("VP8X", [0, 0, 0, 0, 0xFF, 0x3F, 0, 0xFF, 0x3F, 0]), .. CameraWebP.Chunks(Pictures.Quarters(PhotoType.WebP, 8, 8, Pictures.Corners))]), PhotoFaults.PixelsTooMany },
    };

    [Theory]
    [MemberData(nameof(Bombs))]
    public void ManyPixelsInFewBytesAreRefusedBeforeOneIsDecoded(string bomb, byte[] file, string fault)
    {
        var code = Pictures.FaultOf(file);

        // A WebP's container is looked at as a whole first, and may be refused as one that contradicts itself or ends early.
        Assert.True(code == fault || (bomb.Contains("WebP", StringComparison.Ordinal) && code is PhotoFaults.Malformed or PhotoFaults.Truncated), $"{bomb}: {code}");
    }

    [Fact]
    public void FiftyMegapixelsOfWhichNoneCameAreRefused()
    {
        Assert.Equal(PhotoFaults.Truncated, Pictures.FaultOf(Pictures.RawPng(10_000, 5_000, 8, 2, CameraPng.Chunk("IDAT", Packed(10)))[..^12]));
        // With its end mark: libjpeg fills what did not come with grey, and says nothing.
        Assert.Equal(PhotoFaults.Truncated, Pictures.FaultOf(WithSize(0x13, 0x88, 0x27, 0x10)));
    }

    [Theory]
    [InlineData("iCCP", "n\0\0")]
    [InlineData("zTXt", "n\0\0")]
    [InlineData("iTXt", "n\0\u0001\0\0\0")]
    public void WhatIsPackedBesideThePictureIsNotUnpackedWithoutABound(string chunk, string head)
    {
        var still = Pictures.Quarters(PhotoType.Png, 64, 48, Pictures.Corners);
        byte[] bomb = [.. still[..CameraPng.HeaderEnd], .. CameraPng.Chunk(chunk, [.. Encoding.Latin1.GetBytes(head), .. Packed(1_000_000_000)]), .. still[CameraPng.HeaderEnd..]];
        var before = Environment.WorkingSet;

        Pictures.Near(Pictures.Corners, Pictures.Seen(PhotoConversion.Convert(bomb).Bytes), off: 1);

        Assert.InRange(Environment.WorkingSet - before, long.MinValue, 300_000_000);
    }

    [Theory]
    [InlineData("PK\u0003\u0004 an archive")]
    [InlineData("<html><script>alert(1)</script></html>")]
    [InlineData("%PDF-1.7 a document")]
    public void AFileThatIsAlsoSomethingElseIsAPictureAlone(string other)
    {
        foreach (var type in Enum.GetValues<PhotoType>())
        {
            var file = Pictures.Quarters(type, 64, 48, Pictures.Corners);
            var stored = PhotoConversion.Convert([.. file, .. Encoding.Latin1.GetBytes(other)]).Bytes;

            Assert.Equal(PhotoConversion.Convert(file).Bytes.ToArray(), stored.ToArray());
            Assert.True(stored.Span.IndexOf(Encoding.Latin1.GetBytes(other)) < 0);
        }
    }

    [Fact]
    public void AWrongChecksumIsAFileThatContradictsItself()
    {
        var file = Original.Plain("plain.png");
        file[file.Length / 2] ^= 1;

        Assert.Equal(PhotoFaults.Malformed, Pictures.FaultOf(file));
    }

    // Its frame's height and width, in place of 64 by 96.
    private static byte[] WithSize(byte high, byte height, byte wide, byte width)
    {
        var file = Original.Plain("plain.jpg");
        var frame = file.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]);
        (file[frame + 5], file[frame + 6], file[frame + 7], file[frame + 8]) = (high, height, wide, width);
        return file;
    }

    private static byte[] Packed(long zeros)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.Fastest))
        {
            var some = new byte[1_000_000];
            for (; zeros > 0; zeros -= some.Length) zip.Write(some.AsSpan(0, (int)Math.Min(zeros, some.Length)));
        }

        return packed.ToArray();
    }
}

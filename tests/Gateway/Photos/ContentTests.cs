using System.Text;
using RealtimeGov.Domain.Photos;
using RealtimeGov.Gateway.Photos.Pixels;
using RealtimeGov.Gateway.Tests.Photos.Camera;
using SkiaSharp;

namespace RealtimeGov.Gateway.Tests.Photos;

/// <summary>Pictures of every make look as they did.</summary>
public sealed class ContentTests
{
    [Theory]
    [InlineData(PhotoType.Jpeg)]
    [InlineData(PhotoType.Png)]
    [InlineData(PhotoType.WebP)]
    public void ColoursOfAWideProfileStayWhatTheyLookLike(PhotoType type)
    {
        // Display P3's numbers, and what the same colours are in sRGB (its published matrices and curve).
        uint[] wide = [0x99664D, 0xC8643C, 0x99664D, 0xC8643C];
        uint[] same = [0xA26348, 0xD75D2F, 0xA26348, 0xD75D2F];
        var p3 = SKColorSpace.CreateRgb(SKColorSpaceTransferFn.Srgb, SKColorSpaceXyz.DisplayP3);

        var photo = PhotoConversion.Convert(Pictures.Quarters(type, 64, 48, wide, p3));

        Pictures.Near(same, Pictures.Seen(photo.Bytes));
        Pictures.Near(same, Pictures.Seen(photo.Thumbnail), off: 10);
    }

    [Fact]
    public void APrintersFourInksAreShownAsColours()
    {
        // One block: no cyan's complement, everything else full, inverted as Adobe writes it; that is cyan.
        byte[] file =
        [
            0xFF, 0xD8, .. CameraJpeg.Segment(0xEE, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, 0]),
            .. CameraJpeg.Segment(0xDB, [0, .. Enumerable.Repeat((byte)1, 64)]),
            .. CameraJpeg.Segment(0xC0, [8, 0, 8, 0, 8, 4, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 4, 0x11, 0]),
            .. CameraJpeg.Segment(0xC4, [0, 1, .. new byte[15], 10, 0x10, 1, .. new byte[15], 0]),
            .. CameraJpeg.Segment(0xDA, [4, 1, 0, 2, 0, 3, 0, 4, 0, 0, 63, 0]), 0x00, 0xE7, 0xF0, 0x7F, 0x07, 0xF0, 0xFF, 0xD9,
        ];

        var photo = PhotoConversion.Convert(file);

        Assert.Equal((8, 8), (photo.Width, photo.Height));
        Pictures.Near([0x00FFFF, 0x00FFFF, 0x00FFFF, 0x00FFFF], Pictures.Seen(photo.Bytes));
    }

    public static TheoryData<string, byte[], uint[]> Pngs { get; } = new()
    {
        { "16 bits", Pictures.Png(2, 2, 16, 2, [0, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80]), [0xFF0000, 0x00FF00, 0x0000FF, 0x808080] },
        { "grey", Pictures.Png(2, 2, 8, 0, [0, 0, 255, 0, 100, 200]), [0, 0xFFFFFF, 0x646464, 0xC8C8C8] },
        { "grey of one bit", Pictures.Png(2, 2, 1, 0, [0, 0x40, 0, 0x80]), [0, 0xFFFFFF, 0xFFFFFF, 0] },
        { "grey of 16 bits", Pictures.Png(2, 2, 16, 0, [0, 0, 0, 255, 255, 0, 100, 100, 200, 200]), [0, 0xFFFFFF, 0x646464, 0xC8C8C8] },
        { "a palette", Pictures.Png(2, 2, 8, 3, [0, 0, 1, 0, 2, 3], CameraPng.Chunk("PLTE", [255, 0, 0, 0, 255, 0, 0, 0, 255, 9, 8, 7])), [0xFF0000, 0x00FF00, 0x0000FF, 0x090807] },
        { "alpha", Pictures.Png(2, 2, 8, 6, [0, 255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 0, 255, 255, 9, 8, 7, 255]), [0xFF0000, 0x00FF00, 0x0000FF, 0x090807] },
    };

    [Theory]
    [MemberData(nameof(Pngs))]
    public void APngOfEveryMakeIsShown(string make, byte[] file, uint[] colours)
    {
        var photo = PhotoConversion.Convert(file);

        Assert.Equal((make, PhotoType.Png), (make, photo.Type));
        Pictures.Near(colours, Pictures.Seen(photo.Bytes), off: 1);
    }

    [Fact]
    public void WhatIsTransparentStaysSoAndIsWhiteInTheThumbnail()
    {
        var file = Pictures.Png(2, 2, 8, 6, [0, 255, 0, 0, 0, 0, 255, 0, 128, 0, 0, 0, 255, 255, 9, 8, 7, 255]);

        var photo = PhotoConversion.Convert(file);

        using var stored = SKBitmap.Decode(photo.Bytes.ToArray());
        using var small = SKBitmap.Decode(photo.Thumbnail.ToArray());
        Assert.Equal([0, 128, 255, 255], new[] { (0, 0), (1, 0), (0, 1), (1, 1) }.Select(at => (int)stored.GetPixel(at.Item1, at.Item2).Alpha));
        Assert.True(small.GetPixel(0, 0) is { Red: > 150, Green: > 150, Blue: > 150 }, small.GetPixel(0, 0).ToString());
    }

    [Theory]
    [InlineData(4_000, 3_000, 320, 240)]
    [InlineData(300, 1_200, 80, 320)]
    [InlineData(320, 10, 320, 10)]
    [InlineData(16, 12, 16, 12)]
    [InlineData(6_000, 1, 320, 1)]
    public void AThumbnailsLongerSideIs320PixelsAndNothingIsEnlarged(int width, int height, int smallWidth, int smallHeight)
    {
        Assert.Equal(320, PhotoConversion.ThumbnailSide);
        var photo = PhotoConversion.Convert(Pictures.Quarters(PhotoType.Jpeg, width, height, Pictures.Corners));
        using var small = SKBitmap.Decode(photo.Thumbnail.ToArray());

        Assert.Equal((width, height, smallWidth, smallHeight), (photo.Width, photo.Height, small.Width, small.Height));
    }

    [Fact]
    public void OfAnAnimationTheFirstFrameIsKept()
    {
        var (first, second) = (Pictures.Quarters(PhotoType.WebP, 64, 48, Pictures.Corners), Pictures.Quarters(PhotoType.WebP, 64, 48, [0, 0, 0, 0]));
        byte[] Frame(byte[] file) => [0, 0, 0, 0, 0, 0, 63, 0, 0, 47, 0, 0, 100, 0, 0, 0, .. CameraWebP.Chunks(file).SelectMany(c => CameraWebP.Chunk(c.Type, c.Data))];
        var moving = CameraWebP.File([("VP8X", [2, 0, 0, 0, 63, 0, 0, 47, 0, 0]), ("ANIM", new byte[6]), ("ANMF", Frame(first)), ("ANMF", Frame(second))]);

        var photo = PhotoConversion.Convert(moving);

        Pictures.Near(Pictures.Corners, Pictures.Seen(photo.Bytes), off: 16);
        using var stored = SKCodec.Create(new MemoryStream(photo.Bytes.ToArray()));
        Assert.Equal(0, stored.FrameCount);
    }

    [Fact]
    public void OfAMovingPngTheStillPictureIsKept()
    {
        var still = Pictures.Quarters(PhotoType.Png, 64, 48, Pictures.Corners);
        var frame = still[(still.AsSpan().IndexOf("IDAT"u8) - 4)..];
        byte[] moving =
        [
            .. still[..CameraPng.HeaderEnd], .. CameraPng.Chunk("acTL", [0, 0, 0, 2, 0, 0, 0, 0]), .. CameraPng.Chunk("fcTL", new byte[26]), .. frame[..^12],
            .. CameraPng.Chunk("fdAT", Encoding.ASCII.GetBytes("another frame")), .. CameraPng.Chunk("IEND", []),
        ];

        var photo = PhotoConversion.Convert(moving);

        Pictures.Near(Pictures.Corners, Pictures.Seen(photo.Bytes), off: 1);
        Assert.True(photo.Bytes.Span.IndexOf("fdAT"u8) < 0);
    }
}

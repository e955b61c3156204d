using RealtimeGov.Domain.Photos;
using RealtimeGov.Domain.Tests.Photos.Camera;
using static RealtimeGov.Domain.Tests.Photos.JpegParts;

namespace RealtimeGov.Domain.Tests.Photos;

public sealed class JpegTests
{
    [Fact]
    public void A_progressive_JPEG_keeps_every_scan_and_loses_what_stands_between()
    {
        var file = Whole(CameraJpeg.Segment(0xFE, "between"u8.ToArray()), CameraJpeg.Segment(0xE1, [.. "Exif\0\0"u8, .. CameraExif.Tiff(true, 1)]), SecondScan);

        var stored = PhotoFile.Strip(file);

        Assert.Equal(Whole(SecondScan), stored.Bytes.ToArray());
        Assert.Equal((PhotoType.Jpeg, 8, 8), (stored.Type, stored.Width, stored.Height));
    }

    [Fact]
    public void Stuffed_bytes_and_restarts_belong_to_a_scan_and_spare_FFs_before_a_marker_do_not()
    {
        byte[] pixels = [0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD0, 0x56, 0xFF, 0xD7, 0xFF, 0x00];
        byte[] file = [.. Start, .. Quantisation, .. Frame(), .. Huffman, .. FirstScan[..^1], .. pixels, 0xFF, 0xFF, .. End];

        Assert.Equal([.. Start, .. Quantisation, .. Frame(), .. Huffman, .. FirstScan[..^1], .. pixels, .. End], PhotoFile.Strip(file).Bytes.ToArray());
    }

    [Fact]
    public void What_follows_the_end_of_the_image_is_dropped() =>
        Assert.Equal(Whole(SecondScan), PhotoFile.Strip([.. Whole(SecondScan), .. Whole(SecondScan), 1, 2, 3]).Bytes.ToArray());

    [Fact]
    public void A_density_loses_its_thumbnail_and_a_colour_transform_what_stands_beside_it()
    {
        byte[] density = [.. "JFIF\0"u8, 1, 2, 1, 0, 72, 0, 72];
        var file = Whole(SecondScan);
        byte[] sent =
        [
            .. Start, .. CameraJpeg.Segment(0xE0, [.. density, 1, 1, 9, 9, 9]),
            .. CameraJpeg.Segment(0xEE, [.. "Adobe"u8, 0, 101, 128, 0, 0, 0, 1, .. "hidden"u8]), .. file[2..],
        ];

        Assert.Equal(
            [
                .. Start, .. CameraJpeg.Segment(0xE0, [.. density, 0, 0]), .. CameraJpeg.Segment(0xEE, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, 1]), .. file[2..],
            ],
            PhotoFile.Strip(sent).Bytes.ToArray());
    }

    [Theory]
    [InlineData(0xC3)]
    [InlineData(0xC5)]
    [InlineData(0xC8)]
    [InlineData(0xC9)]
    [InlineData(0xCF)]
    public void Coding_that_viewers_do_not_show_is_unsupported(int marker) =>
        Assert.Equal(PhotoFaults.EncodingUnsupported, PhotoFiles.FaultOf(WithFrame(Frame(marker: marker))));

    [Fact]
    public void A_height_that_comes_after_the_pixels_is_unsupported() =>
        Assert.Equal(PhotoFaults.EncodingUnsupported, PhotoFiles.FaultOf(Whole(CameraJpeg.Segment(0xDC, [0xFF, 0xFF]), SecondScan)));

    [Fact]
    public void Twelve_bits_are_unsupported() =>
        Assert.Equal(PhotoFaults.EncodingUnsupported, PhotoFiles.FaultOf(WithFrame(Frame(bits: 12))));

    [Theory]
    [InlineData(0, 8, PhotoFaults.SideInvalid)]
    [InlineData(8, 0, PhotoFaults.SideInvalid)]
    [InlineData(32_769, 8, PhotoFaults.SideInvalid)]
    [InlineData(32_768, 1_526, PhotoFaults.PixelsTooMany)]
    [InlineData(10_000, 5_001, PhotoFaults.PixelsTooMany)]
    public void Sizes_beyond_the_limits_are_refused_by_the_header(int width, int height, string code) =>
        Assert.Equal(code, PhotoFiles.FaultOf(WithFrame(Frame(width, height))));

    [Theory]
    [InlineData(10_000, 5_000)]
    [InlineData(32_768, 1_525)]
    public void Sizes_at_the_limits_are_taken(int width, int height) =>
        Assert.Equal((width, height), PhotoFile.Strip(WithFrame(Frame(width, height))) is var stored ? (stored.Width, stored.Height) : default);

    public static TheoryData<string, byte[]> Lies { get; } = new()
    {
        { "no scan", [.. Start, .. Quantisation, .. Frame(), .. Huffman, .. End] },
        { "a scan before the frame", [.. Start, .. Quantisation, .. Huffman, .. FirstScan, .. End] },
        { "a second frame", Whole(Frame(), SecondScan) },
        { "an empty scan", [.. Start, .. Quantisation, .. Frame(), .. Huffman, .. FirstScan[..^1], .. End] },
        { "no marker where one is due", [.. Start, .. Quantisation, 0x00, .. Frame(), .. Huffman, .. FirstScan, .. End] },
        { "a second start", [.. Start, 0xFF, 0xD8, .. Quantisation, .. Frame(), .. Huffman, .. FirstScan, .. End] },
        { "a restart outside a scan", [.. Start, 0xFF, 0xD0, .. Frame(), .. Huffman, .. FirstScan, .. End] },
        { "a segment shorter than its own length", [.. Start, 0xFF, 0xDB, 0, 1, .. Frame(), .. Huffman, .. FirstScan, .. End] },
        { "room behind a quantisation table", [.. Start, .. CameraJpeg.Segment(0xDB, [0, .. new byte[64], 7]), .. Frame(), .. FirstScan, .. End] },
        { "room behind a Huffman table", Whole(CameraJpeg.Segment(0xC4, [0, 1, .. new byte[15], 0, 7]), SecondScan) },
        { "room behind a scan's header", Whole(CameraJpeg.Segment(0xDA, [1, 1, 0, 1, 63, 0, 9]), [0x7F]) },
        { "room behind a restart interval", Whole(CameraJpeg.Segment(0xDD, [0, 1, 2]), SecondScan) },
        { "room behind the frame", WithFrame(CameraJpeg.Segment(0xC0, [8, 0, 8, 0, 8, 1, 1, 0x11, 0, 9])) },
        { "a hundred and one scans", Whole([.. Enumerable.Repeat(SecondScan, 100)]) },
    };

    [Theory]
    [MemberData(nameof(Lies))]
    public void A_structure_that_contradicts_itself_is_malformed(string lie, byte[] file) =>
        Assert.True(PhotoFiles.FaultOf(file) == PhotoFaults.Malformed, lie);

    [Fact]
    public void A_hundred_scans_are_taken() => Assert.Equal(8, PhotoFile.Strip(Whole([.. Enumerable.Repeat(SecondScan, 99)])).Width);
}

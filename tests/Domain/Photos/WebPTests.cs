using RealtimeGov.Domain.Photos;
using RealtimeGov.Domain.Tests.Photos.Camera;
using static RealtimeGov.Domain.Tests.Photos.Camera.CameraWebP;

namespace RealtimeGov.Domain.Tests.Photos;

public sealed class WebPTests
{
    // Key frame, 8 by 8, first partition of 0 bytes.
    private static readonly byte[] Lossy = [0x10, 0, 0, 0x9D, 0x01, 0x2A, 8, 0, 8, 0];

    // 8 by 8 with alpha.
    private static readonly byte[] Lossless = [0x2F, 7, 0xC0, 1, 0x10];

    [Theory]
    [InlineData("lossy.webp", "VP8X ICCP VP8 ", 0x20)]
    [InlineData("lossless.webp", "VP8X ICCP VP8L", 0x20)]
    [InlineData("alpha.webp", "VP8X ICCP ALPH VP8 ", 0x30)]
    public void The_extended_header_says_what_is_left(string name, string chunks, int flags)
    {
        var stored = Chunks(PhotoFile.Strip(PhotoFiles.Camera(name)).Bytes);

        Assert.Equal(chunks, string.Join(' ', stored.Select(c => c.Type)));
        Assert.Equal([(byte)flags, 0, 0, 0, 95, 0, 0, 63, 0, 0], stored[0].Data);
    }

    [Fact]
    public void Without_anything_beside_the_picture_the_plain_form_is_written()
    {
        var sent = File([("VP8X", Extended(0x3F & ~2)), ("EXIF", CameraExif.Tiff(true)), ("VP8 ", Lossy), ("XYZW", [1]), ("XMP ", [1, 2, 3])]);

        var stored = PhotoFile.Strip([.. sent, 9, 9]);

        Assert.Equal(File([("VP8 ", Lossy)]), stored.Bytes.ToArray());
        Assert.Equal((PhotoType.WebP, 8, 8), (stored.Type, stored.Width, stored.Height));
    }

    [Fact]
    public void A_picture_of_odd_length_is_followed_by_a_zero_whatever_was_sent()
    {
        var sent = File([("VP8L", Lossless)]);
        sent[^1] = 0x77;

        Assert.Equal(File([("VP8L", Lossless)]), PhotoFile.Strip(sent).Bytes.ToArray());
    }

    [Theory]
    [InlineData("ANIM")]
    [InlineData("ANMF")]
    public void An_animation_is_refused(string type) =>
        Assert.Equal(PhotoFaults.Animated, PhotoFiles.FaultOf(File([("VP8X", Extended(0)), (type, new byte[6]), ("VP8 ", Lossy)])));

    [Fact]
    public void An_animation_s_flag_is_enough() =>
        Assert.Equal(PhotoFaults.Animated, PhotoFiles.FaultOf(File([("VP8X", Extended(2)), ("VP8 ", Lossy)])));

    [Fact]
    public void Pixels_are_counted_by_the_picture_and_by_the_canvas()
    {
        Assert.Equal(PhotoFaults.PixelsTooMany, PhotoFiles.FaultOf(File([("VP8 ", [.. Lossy[..6], 0xFF, 0x3F, 0xFF, 0x3F])])));
        Assert.Equal(PhotoFaults.SideInvalid, PhotoFiles.FaultOf(File([("VP8 ", [.. Lossy[..6], 0, 0, 8, 0])])));
        Assert.Equal(PhotoFaults.PixelsTooMany, PhotoFiles.FaultOf(File([("VP8L", [0x2F, 0xFF, 0xFF, 0xFF, 0x0F])])));
        Assert.Equal(PhotoFaults.SideInvalid, PhotoFiles.FaultOf(File([("VP8X", [0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 7, 0, 0]), ("VP8 ", Lossy)])));
    }

    public static TheoryData<string, string, byte[]> Lies { get; } = new()
    {
        { "no picture", PhotoFaults.Malformed, File([("VP8X", Extended(0))]) },
        { "two pictures", PhotoFaults.Malformed, File([("VP8 ", Lossy), ("VP8 ", Lossy)]) },
        { "another canvas", PhotoFaults.Malformed, File([("VP8X", [0, 0, 0, 0, 8, 0, 0, 7, 0, 0]), ("VP8 ", Lossy)]) },
        { "a late extended header", PhotoFaults.Malformed, File([("VP8 ", Lossy), ("VP8X", Extended(0))]) },
        { "an extended header of 11 bytes", PhotoFaults.Malformed, File([("VP8X", [.. Extended(0), 0]), ("VP8 ", Lossy)]) },
        { "EXIF first", PhotoFaults.Malformed, File([("EXIF", [1, 2]), ("VP8 ", Lossy)]) },
        { "two alpha planes", PhotoFaults.Malformed, File([("VP8X", Extended(0x10)), ("ALPH", [1]), ("ALPH", [2]), ("VP8 ", Lossy)]) },
        { "no key frame", PhotoFaults.Malformed, File([("VP8 ", [0x11, .. Lossy[1..]])]) },
        { "a lossless version of tomorrow", PhotoFaults.Malformed, File([("VP8L", [.. Lossless[..4], 0x30])]) },
        { "a container of odd length", PhotoFaults.Malformed, Sized(File([("VP8 ", Lossy)]), 21) },
        { "an empty container", PhotoFaults.Malformed, Sized(File([("VP8 ", Lossy)]), 0) },
        { "a container longer than the file", PhotoFaults.Truncated, Sized(File([("VP8 ", Lossy)]), 100) },
        { "a container of 4 GB", PhotoFaults.Truncated, Sized(File([("VP8 ", Lossy)]), -2) },
        { "a container that ends within its chunk", PhotoFaults.Truncated, Sized(File([("VP8 ", Lossy)]), 20) },
        { "a picture of nine bytes", PhotoFaults.Truncated, File([("VP8 ", Lossy[..9])]) },
        { "a first partition longer than the picture", PhotoFaults.Truncated, File([("VP8 ", [0x30, .. Lossy[1..]])]) },
        { "a lossless picture of four bytes", PhotoFaults.Truncated, File([("VP8L", Lossless[..4])]) },
    };

    [Theory]
    [MemberData(nameof(Lies))]
    public void A_lying_structure_is_refused(string lie, string code, byte[] file) => Assert.Equal((lie, code), (lie, PhotoFiles.FaultOf(file)));

    private static byte[] Extended(int flags) => [(byte)flags, 0, 0, 0, 7, 0, 0, 7, 0, 0];

    private static byte[] Sized(byte[] file, int size)
    {
        BitConverter.GetBytes(size).CopyTo(file, 4);
        return file;
    }
}

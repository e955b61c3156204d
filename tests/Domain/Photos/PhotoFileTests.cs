using System.Text;
using RealtimeGov.Domain.Photos;
using RealtimeGov.Domain.Tests.Photos.Camera;

namespace RealtimeGov.Domain.Tests.Photos;

public sealed class PhotoFileTests
{
    [Fact]
    public void The_limits_are_what_the_contract_says()
    {
        Assert.Equal(10_000_000, PhotoLimits.BytesMax);
        Assert.Equal(50_000_000, PhotoLimits.PixelsMax);
        Assert.Equal(32_768, PhotoLimits.SideMax);
    }

    [Theory]
    [InlineData("", PhotoFaults.Empty)]
    [InlineData("x", PhotoFaults.TypeUnknown)]
    [InlineData("GIF89a............", PhotoFaults.TypeUnknown)]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"/>", PhotoFaults.TypeUnknown)]
    [InlineData("<html><script>alert(1)</script></html>", PhotoFaults.TypeUnknown)]
    [InlineData("RIFF....WAVEfmt ", PhotoFaults.TypeUnknown)]
    [InlineData("\0\0\0\u0018ftypheic", PhotoFaults.TypeUnknown)]
    [InlineData("BM......", PhotoFaults.TypeUnknown)]
    public void Anything_else_is_of_no_type_that_is_taken(string content, string code) =>
        Assert.Equal(code, PhotoFiles.FaultOf(Encoding.Latin1.GetBytes(content)));

    [Fact]
    public void Ten_megabytes_are_taken_and_a_byte_more_is_not()
    {
        var plain = PhotoFiles.Plain("plain.jpg");
        var file = new byte[PhotoLimits.BytesMax + 1];
        plain.CopyTo(file, 0);

        Assert.Equal(96, PhotoFile.Strip(file.AsSpan(0, PhotoLimits.BytesMax)).Width);
        Assert.Equal(PhotoFaults.TooLarge, PhotoFiles.FaultOf(file));
    }

    [Theory]
    [InlineData("plain.jpg", "image/jpeg")]
    [InlineData("plain.png", "image/png")]
    [InlineData("lossy.webp", "image/webp")]
    public void The_type_is_known_by_the_first_twelve_bytes(string name, string media) =>
        Assert.Equal(media, PhotoTypes.Of(PhotoFiles.Plain(name).AsSpan(0, PhotoTypes.HeadBytes))!.Value.MediaType());

    [Fact]
    public void An_id_is_the_SHA_256_of_the_original_in_lower_case()
    {
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", PhotoId.Of("abc"u8));
        Assert.True(PhotoId.IsWellFormed(PhotoId.Of("abc"u8)));
        foreach (var id in new[] { "", "ba78", PhotoId.Of("abc"u8).ToUpperInvariant(), PhotoId.Of("abc"u8) + "0", "../" + PhotoId.Of("abc"u8)[3..] })
            Assert.False(PhotoId.IsWellFormed(id), id);
    }

    [Fact]
    public void An_orientation_that_lies_elsewhere_or_is_none_turns_nothing()
    {
        foreach (var exif in new byte[][]
        {
            [], [.. "II*\0"u8], [.. "II*\0"u8, 0xFF, 0xFF, 0xFF, 0xFF], [.. "XX*\0"u8, 8, 0, 0, 0], [.. "MM\0*"u8, 0, 0, 0, 8, 0xFF, 0xFF],
            Tiff.Write(true, new Ifd().Short(0x0112, 0)), Tiff.Write(true, new Ifd().Short(0x0112, 9)), Tiff.Write(true, new Ifd().Long(0x0112, 6)),
        })
        {
            var file = PhotoFiles.Plain("plain.jpg");
            byte[] sent = [.. file[..2], .. CameraJpeg.Segment(0xE1, [.. "Exif\0\0"u8, .. exif]), .. file[2..]];
            Assert.Equal(PhotoFile.Strip(file).Bytes.ToArray(), PhotoFile.Strip(sent).Bytes.ToArray());
        }
    }
}

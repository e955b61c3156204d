using System.Text;
using RealtimeGov.Domain.Photos;

namespace RealtimeGov.Domain.Tests.Photos;

public sealed class PhotoTypeTests
{
    [Fact]
    public void The_limits_are_what_the_contract_says()
    {
        Assert.Equal(10_000_000, PhotoLimits.BytesMax);
        Assert.Equal(50_000_000, PhotoLimits.PixelsMax);
        Assert.Equal(32_768, PhotoLimits.SideMax);
    }

    [Theory]
    [InlineData(1, 1, null)]
    [InlineData(10_000, 5_000, null)]
    [InlineData(32_768, 1_525, null)]
    [InlineData(0, 8, PhotoFaults.SideInvalid)]
    [InlineData(8, 0, PhotoFaults.SideInvalid)]
    [InlineData(32_769, 8, PhotoFaults.SideInvalid)]
    [InlineData(32_768, 1_526, PhotoFaults.PixelsTooMany)]
    [InlineData(10_000, 5_001, PhotoFaults.PixelsTooMany)]
    [InlineData(int.MaxValue, int.MaxValue, PhotoFaults.SideInvalid)]
    public void Pixels_are_bounded(int width, int height, string? fault) =>
        Assert.Equal(fault, (Record.Exception(() => PhotoLimits.CheckPixels(width, height)) as PhotoException)?.Code);

    [Theory]
    [InlineData(0, PhotoFaults.Empty)]
    [InlineData(1, null)]
    [InlineData(10_000_000, null)]
    [InlineData(10_000_001, PhotoFaults.TooLarge)]
    public void Bytes_are_bounded(ulong bytes, string? fault) =>
        Assert.Equal(fault, (Record.Exception(() => PhotoLimits.CheckBytes(bytes)) as PhotoException)?.Code);

    [Theory]
    [InlineData("\u00FF\u00D8\u00FF\u00E0", "image/jpeg")]
    [InlineData("\u0089PNG\r\n\u001A\n", "image/png")]
    [InlineData("RIFF....WEBP", "image/webp")]
    [InlineData("RIFF....WEB", null)]
    [InlineData("RIFF....WAVEfmt ", null)]
    [InlineData("GIF89a......", null)]
    [InlineData("", null)]
    public void The_type_is_known_by_the_first_twelve_bytes(string head, string? media) =>
        Assert.Equal(media, PhotoTypes.Of(Encoding.Latin1.GetBytes(head))?.MediaType());

    [Theory]
    [InlineData("\0\0\0\u0018ftypheic\0\0\0\0", PhotoFaults.Heic)]
    [InlineData("\0\0\0\u0018ftypheix", PhotoFaults.Heic)]
    [InlineData("\0\0\0\u0018ftypmif1", PhotoFaults.Heic)]
    [InlineData("\0\0\0\u0018ftyphevc", PhotoFaults.Heic)]
    [InlineData("\0\0\0\u0018ftypqt  ", PhotoFaults.Video)]
    [InlineData("\0\0\0\u0018ftypisom", PhotoFaults.Video)]
    [InlineData("\0\0\0\u0018ftypmp42", PhotoFaults.Video)]
    [InlineData("\0\0\0\u0018ftyp3gp4", PhotoFaults.Video)]
    [InlineData("\0\0\0\u0018moov....", PhotoFaults.Video)]
    [InlineData("RIFF....AVI LIST", PhotoFaults.Video)]
    [InlineData("\u001A\u0045\u00DF\u00A3....webm", PhotoFaults.Video)]
    [InlineData("\0\0\0\u0018ftypavif", PhotoFaults.TypeUnknown)]
    [InlineData("\0\0\0\u0018ftyp", PhotoFaults.TypeUnknown)] // cut off before its brand
    [InlineData("\0\0\0\u0018ftypmp4", PhotoFaults.TypeUnknown)]
    [InlineData("GIF89a............", PhotoFaults.TypeUnknown)]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"/>", PhotoFaults.TypeUnknown)]
    [InlineData("RIFF....WAVEfmt ", PhotoFaults.TypeUnknown)]
    [InlineData("BM......", PhotoFaults.TypeUnknown)]
    [InlineData("x", PhotoFaults.TypeUnknown)]
    [InlineData("", PhotoFaults.TypeUnknown)]
    public void Anything_else_is_named_by_its_first_bytes(string head, string code) =>
        Assert.Equal(code, RefusedType.Fault(Encoding.Latin1.GetBytes(head)).Code);

    [Fact]
    public void HEIC_and_video_say_what_to_set_on_the_phone_in_both_languages()
    {
        var heic = RefusedType.Fault("\0\0\0\u0018ftypheic"u8).Message;
        var video = RefusedType.Fault("\0\0\0\u0018ftypqt  "u8).Message;

        Assert.Contains("Settings - Camera - Formats - Most Compatible", heic, StringComparison.Ordinal);
        Assert.Contains("设置 - 相机 - 格式", heic, StringComparison.Ordinal);
        Assert.Contains("take a photo instead", video, StringComparison.Ordinal);
        Assert.Contains("请改拍照片", video, StringComparison.Ordinal);
    }

    [Fact]
    public void An_id_is_the_SHA_256_of_the_original_in_lower_case()
    {
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", PhotoId.Of("abc"u8));
        Assert.True(PhotoId.IsWellFormed(PhotoId.Of("abc"u8)));
        foreach (var id in new[] { "", "ba78", PhotoId.Of("abc"u8).ToUpperInvariant(), PhotoId.Of("abc"u8) + "0", "../" + PhotoId.Of("abc"u8)[3..] })
            Assert.False(PhotoId.IsWellFormed(id), id);
    }
}

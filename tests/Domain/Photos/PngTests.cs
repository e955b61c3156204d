using System.Text;
using RealtimeGov.Domain.Photos;
using RealtimeGov.Domain.Tests.Photos.Camera;
using static RealtimeGov.Domain.Tests.Photos.Camera.CameraPng;

namespace RealtimeGov.Domain.Tests.Photos;

public sealed class PngTests
{
    private static readonly byte[] Signature = [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A];
    private static readonly byte[] Pixels = Chunk("IDAT", [0x78, 0x9C, 0x62, 0x60, 0, 0, 0, 2, 0, 1]);
    private static readonly byte[] End = Chunk("IEND", []);

    [Fact]
    public void What_shows_the_picture_is_kept_in_order_and_nothing_else()
    {
        byte[][] kept =
        [
            Header(8, 8, 3), Chunk("sRGB", [0]), Chunk("gAMA", [0, 0, 0xB1, 0x8F]), Chunk("cHRM", new byte[32]), Chunk("pHYs", new byte[9]),
            Chunk("sBIT", [8, 8, 8]), Chunk("PLTE", [1, 2, 3, 4, 5, 6]), Chunk("tRNS", [0, 255]), Chunk("bKGD", [1]), Pixels, Pixels, End,
        ];
        var sent = kept.SelectMany((chunk, n) => n == 0 ? chunk : Junk(n).Concat(chunk)).ToArray();

        var stored = PhotoFile.Strip(File([sent, "behind"u8.ToArray()]));

        Assert.Equal(File(kept), stored.Bytes.ToArray());
        Assert.Equal((PhotoType.Png, 8, 8), (stored.Type, stored.Width, stored.Height));
    }

    [Theory]
    [InlineData("gAMA", 5)]
    [InlineData("cHRM", 33)]
    [InlineData("sRGB", 2)]
    [InlineData("pHYs", 10)]
    [InlineData("sBIT", 5)]
    [InlineData("bKGD", 8)]
    [InlineData("tRNS", 257)]
    public void A_chunk_with_room_for_something_else_is_dropped(string type, int length) =>
        Assert.Equal(File(Header(8, 8, 2), Pixels, End), PhotoFile.Strip(File(Header(8, 8, 2), Chunk(type, new byte[length]), Pixels, End)).Bytes.ToArray());

    [Fact]
    public void A_chunk_comes_once() => Assert.Equal(
        File(Header(8, 8, 2), Chunk("sRGB", [0]), Pixels, End),
        PhotoFile.Strip(File(Header(8, 8, 2), Chunk("sRGB", [0]), Chunk("sRGB", [1]), Pixels, Chunk("gAMA", new byte[4]), End)).Bytes.ToArray());

    [Theory]
    [InlineData("IHDR")]
    [InlineData("tEXt")]
    [InlineData("IDAT")]
    [InlineData("IEND")]
    public void Every_checksum_is_verified(string type)
    {
        byte[][] chunks = [Header(8, 8, 2), Chunk("tEXt", "a\0b"u8.ToArray()), [.. Pixels], [.. End]];
        var at = Array.FindIndex(chunks, c => Encoding.ASCII.GetString(c, 4, 4) == type);
        chunks[at][^1] ^= 1;

        Assert.Equal(PhotoFaults.ChecksumWrong, PhotoFiles.FaultOf(File(chunks)));
    }

    [Theory]
    [InlineData("acTL")]
    [InlineData("fcTL")]
    [InlineData("fdAT")]
    public void An_animation_is_refused(string type) =>
        Assert.Equal(PhotoFaults.Animated, PhotoFiles.FaultOf(File(Header(8, 8, 2), Chunk(type, new byte[8]), Pixels, End)));

    [Theory]
    [InlineData(0, 8, PhotoFaults.SideInvalid)]
    [InlineData(8, 32_769, PhotoFaults.SideInvalid)]
    [InlineData(uint.MaxValue, uint.MaxValue, PhotoFaults.SideInvalid)]
    [InlineData(5_001, 10_000, PhotoFaults.PixelsTooMany)]
    public void Sizes_beyond_the_limits_are_refused_by_the_header(uint width, uint height, string code) =>
        Assert.Equal(code, PhotoFiles.FaultOf(File(Header(width, height, 2), Pixels, End)));

    public static TheoryData<string, string, byte[]> Lies { get; } = new()
    {
        { "pixels before the header", PhotoFaults.Malformed, File(Pixels, Header(8, 8, 2), End) },
        { "a second header", PhotoFaults.Malformed, File(Header(8, 8, 2), Header(8, 8, 2), Pixels, End) },
        { "no pixels", PhotoFaults.Malformed, File(Header(8, 8, 2), End) },
        { "empty pixels", PhotoFaults.Malformed, File(Header(8, 8, 2), Chunk("IDAT", []), End) },
        { "pixels in two places", PhotoFaults.Malformed, File(Header(8, 8, 2), Pixels, Chunk("tEXt", []), Pixels, End) },
        { "a palette's picture without it", PhotoFaults.Malformed, File(Header(8, 8, 3), Pixels, End) },
        { "a palette of four bytes", PhotoFaults.Malformed, File(Header(8, 8, 3), Chunk("PLTE", [1, 2, 3, 4]), Pixels, End) },
        { "a palette of 257 colours", PhotoFaults.Malformed, File(Header(8, 8, 3), Chunk("PLTE", new byte[771]), Pixels, End) },
        { "a palette for greys", PhotoFaults.Malformed, File(Header(8, 8, 0), Chunk("PLTE", [1, 2, 3]), Pixels, End) },
        { "an unknown critical chunk", PhotoFaults.Malformed, File(Header(8, 8, 2), Chunk("ABCD", []), Pixels, End) },
        { "an end with something in it", PhotoFaults.Malformed, File(Header(8, 8, 2), Pixels, Chunk("IEND", [1])) },
        { "no letters", PhotoFaults.Malformed, File(Header(8, 8, 2), Chunk("ab\u00013", []), Pixels, End) },
        { "a header of 14 bytes", PhotoFaults.Malformed, File(Chunk("IHDR", [0, 0, 0, 8, 0, 0, 0, 8, 8, 2, 0, 0, 0, 0]), Pixels, End) },
        { "a length of 2^31", PhotoFaults.Malformed, [.. File(Header(8, 8, 2)), 0x80, 0, 0, 0, .. "IDAT"u8] },
        { "a length beyond the end", PhotoFaults.Truncated, [.. File(Header(8, 8, 2)), 0x7F, 0xFF, 0xFF, 0xFF, .. "IDAT"u8] },
        { "no end", PhotoFaults.Truncated, File(Header(8, 8, 2), Pixels) },
        { "an unknown colour type", PhotoFaults.EncodingUnsupported, File(Header(8, 8, 5), Pixels, End) },
        { "an unknown interlacing", PhotoFaults.EncodingUnsupported, File(Chunk("IHDR", [0, 0, 0, 8, 0, 0, 0, 8, 8, 2, 0, 0, 2]), Pixels, End) },
    };

    [Theory]
    [MemberData(nameof(Lies))]
    public void A_lying_structure_is_refused(string lie, string code, byte[] file) => Assert.Equal((lie, code), (lie, PhotoFiles.FaultOf(file)));

    private static byte[] File(params byte[][] chunks) => [.. Signature, .. chunks.SelectMany(c => c)];

    private static byte[] Header(uint width, uint height, byte colours) => Chunk("IHDR",
        [.. BitConverter.GetBytes(width).Reverse(), .. BitConverter.GetBytes(height).Reverse(), 8, colours, 0, 0, 0]);

    // Between any two chunks but those of pixels.
    private static byte[] Junk(int place) => place == 10 ? [] : [.. Chunk("tEXt", "k\0v"u8.ToArray()), .. Chunk("eXIf", CameraExif.Tiff(true)), .. Chunk("abCd", [])];
}

using RealtimeGov.Domain.Photos.Colours;

namespace RealtimeGov.Domain.Photos.WebP;

/// <summary>
/// WebP: the picture, its alpha plane and the colours of its ICC profile are kept. EXIF, XMP, unknown chunks and whatever
/// follows the container's end are dropped; the extended header is written anew, or left out when nothing needs it.
/// </summary>
internal ref struct WebPStripper
{
    private const int ExtendedBytes = 10;
    private const int ProfileFlag = 0x20, AlphaFlag = 0x10, AnimationFlag = 0x02;

    private ByteReader file;
    private ReadOnlySpan<byte> picture, alpha, profile;
    private WebPImage? image;
    private bool lossless;
    private (int Width, int Height)? canvas;

    public static StrippedPhoto Strip(ReadOnlySpan<byte> original)
    {
        var stripper = new WebPStripper { file = new ByteReader(original) };
        return stripper.Run();
    }

    private StrippedPhoto Run()
    {
        file.Take(4);
        var size = file.U32Little();
        if (size < 4 || size % 2 != 0) throw PhotoException.Malformed($"a container of {size} bytes");
        file = new ByteReader(file.Take(size)[4..]);
        for (var first = true; file.Left > 0; first = false) Chunk(first);
        if (image is not { } shown) throw PhotoException.Malformed("no picture in the container");
        if (canvas is { } announced && announced != (shown.Width, shown.Height))
            throw PhotoException.Malformed($"a picture of {shown.Width} by {shown.Height} on a canvas of {announced.Width} by {announced.Height}");
        return new StrippedPhoto(PhotoType.WebP, shown.Width, shown.Height, Written(shown));
    }

    private void Chunk(bool first)
    {
        var type = file.Take(4);
        var length = file.U32Little();
        var data = file.Take(length);
        file.Take(length & 1); // chunks begin at even bytes
        if (type.SequenceEqual("VP8X"u8)) Extended(data, first);
        else if (type.SequenceEqual("VP8 "u8)) Picture(data, WebPImage.Lossy(data), isLossless: false);
        else if (type.SequenceEqual("VP8L"u8)) Picture(data, WebPImage.Lossless(data), isLossless: true);
        else if (first) throw PhotoException.Malformed("the container does not begin with a picture or an extended header");
        else if (type.SequenceEqual("ANIM"u8) || type.SequenceEqual("ANMF"u8)) throw Animated();
        else if (type.SequenceEqual("ALPH"u8)) Once(ref alpha, data);
        else if (type.SequenceEqual("ICCP"u8)) Once(ref profile, data);
    }

    private void Extended(ReadOnlySpan<byte> data, bool first)
    {
        if (!first || data.Length != ExtendedBytes) throw PhotoException.Malformed($"an extended header of {data.Length} bytes out of place");
        if ((data[0] & AnimationFlag) != 0) throw Animated();
        var (width, height) = (U24(data[4..]) + 1, U24(data[7..]) + 1);
        PhotoLimits.Check(width, height);
        canvas = (width, height);
    }

    private void Picture(ReadOnlySpan<byte> data, WebPImage read, bool isLossless)
    {
        if (image is not null) throw PhotoException.Malformed("a second picture");
        image = read;
        picture = data;
        lossless = isLossless;
    }

    private static void Once(ref ReadOnlySpan<byte> kept, ReadOnlySpan<byte> data)
    {
        if (!kept.IsEmpty) throw PhotoException.Malformed("a second alpha plane or profile");
        kept = data;
    }

    private readonly ReadOnlyMemory<byte> Written(WebPImage shown)
    {
        var colours = profile.IsEmpty ? null : IccProfile.ColoursOnly(profile);
        var plane = lossless ? default : alpha; // a lossless picture has its own
        var chunks = new ByteWriter(picture.Length + plane.Length + 2_048).Bytes("WEBP"u8);
        if (colours is not null || !plane.IsEmpty)
        {
            var flags = (colours is null ? 0 : ProfileFlag) | (plane.IsEmpty && !shown.HasAlpha ? 0 : AlphaFlag);
            var extended = new ByteWriter(ExtendedBytes).U8(flags).Zeros(3);
            U24(U24(extended, shown.Width - 1), shown.Height - 1);
            Write(chunks, "VP8X"u8, extended.Written.Span);
        }

        if (colours is not null) Write(chunks, "ICCP"u8, colours);
        if (!plane.IsEmpty) Write(chunks, "ALPH"u8, plane);
        Write(chunks, lossless ? "VP8L"u8 : "VP8 "u8, picture);
        return new ByteWriter(chunks.Length + 8).Bytes("RIFF"u8).U32Little((uint)chunks.Length).Bytes(chunks.Written.Span).Written;
    }

    private static void Write(ByteWriter chunks, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data) =>
        chunks.Bytes(type).U32Little((uint)data.Length).Bytes(data).Zeros(data.Length & 1);

    private static PhotoException Animated() => new(PhotoFaults.Animated, "the WebP holds an animation");

    private static int U24(ReadOnlySpan<byte> bytes) => bytes[0] | bytes[1] << 8 | bytes[2] << 16;

    private static ByteWriter U24(ByteWriter bytes, int value) => bytes.U8(value & 0xFF).U8(value >> 8 & 0xFF).U8(value >> 16);
}

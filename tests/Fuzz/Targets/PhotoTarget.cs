using RealtimeGov.Domain.Photos;
using RealtimeGov.Fuzz.Tests.Engine;
using RealtimeGov.Gateway.Photos.Pixels;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Fuzz.Tests.Targets;

/// <summary>
/// Files that are decoded and made anew. What passes, passes again with the same sides, and holds nothing beside its picture;
/// a fault within the native codec would end the process, and this test with it.
/// </summary>
internal sealed class PhotoTarget : Target
{
    // Orientation 6, the one thing of an EXIF that is read.
    private static readonly byte[] Exif =
    [
        0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, .. "II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0,
    ];

    private static readonly string[] Files =
        ["plain.jpg", "wide-colours.jpg", "plain.png", "wide-colours.png", "lossy.webp", "lossless.webp", "alpha.webp", "wide-colours.webp"];

    public override string Name => "photo";

    public override int Rounds => 4_000;

    public override IReadOnlyList<byte[]> Valid { get; } =
        [.. Files.Select(Plain), [.. Plain("plain.jpg")[..2], .. Exif, .. Plain("plain.jpg")[2..]]];

    public override IReadOnlyList<byte[]> Words { get; } =
    [
        [0xFF, 0xD8], [0xFF, 0xD9], [0xFF, 0xDA], [0xFF, 0xC0], [0xFF, 0xC2], [0xFF, 0xE2], [.. "ICC_PROFILE\0"u8, 1, 1], Exif,
        [.. "IHDR"u8], [.. "iCCP"u8], [.. "IDAT"u8], [.. "IEND"u8], [.. "acTL"u8], [.. "tRNS"u8], [.. "RIFF"u8], [.. "VP8X"u8], [.. "VP8 "u8], [.. "VP8L"u8], [.. "ALPH"u8], [.. "ANIM"u8],
    ];

    // Pixels are native memory, which PhotoLimits bounds; what is counted here is the files, made twice.
    public override long? AllocatedBytesMax(int length) => 12 * length + 2_000_000;

    public override Task Take(byte[] input)
    {
        try
        {
            var photo = PhotoConversion.Convert(input);
            var again = PhotoConversion.Convert(photo.Bytes.ToArray());
            if ((again.Type, again.Width, again.Height) != (photo.Type, photo.Width, photo.Height))
                throw new InvalidDataException($"made anew again, {photo.Width} by {photo.Height} became {again.Width} by {again.Height}");
            if (photo.Bytes.Span.IndexOf("ICC_PROFILE"u8) >= 0 || photo.Bytes.Span.IndexOf(Exif.AsSpan(4, 6)) >= 0)
                throw new InvalidDataException("what stood beside the picture is still there");
        }
        catch (PhotoException)
        {
            // The only exception that arbitrary bytes may cause.
        }

        return Task.CompletedTask;
    }

    private static byte[] Plain(string name) => File.ReadAllBytes(Repository.File("tests", "Gateway", "Photos", "files", name));
}

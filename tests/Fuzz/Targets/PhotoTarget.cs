using RealtimeGov.Domain.Photos;
using RealtimeGov.Fuzz.Tests.Engine;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Fuzz.Tests.Targets;

/// <summary>The parsers of JPEG, PNG and WebP. What passes, passes again as it is.</summary>
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

    public override int Rounds => 40_000;

    public override IReadOnlyList<byte[]> Valid { get; } =
        [.. Files.Select(Plain), [.. Plain("plain.jpg")[..2], .. Exif, .. Plain("plain.jpg")[2..]]];

    public override IReadOnlyList<byte[]> Words { get; } =
    [
        [0xFF, 0xD8], [0xFF, 0xD9], [0xFF, 0xDA], [0xFF, 0xC0], [0xFF, 0xC2], [0xFF, 0xE2], [.. "ICC_PROFILE\0"u8, 1, 1], Exif,
        [.. "IHDR"u8], [.. "iCCP"u8], [.. "IDAT"u8], [.. "IEND"u8], [.. "acTL"u8], [.. "tRNS"u8], [.. "RIFF"u8], [.. "VP8X"u8], [.. "VP8 "u8], [.. "VP8L"u8], [.. "ALPH"u8], [.. "ANIM"u8],
    ];

    public override long? AllocatedBytesMax(int length) => 12 * length + 600_000; // stripped twice

    public override Task Take(byte[] input)
    {
        try
        {
            var photo = PhotoFile.Strip(input);
            if (!PhotoFile.Strip(photo.Bytes.Span).Bytes.Span.SequenceEqual(photo.Bytes.Span))
                throw new InvalidDataException("stripped again, the photo is another");
        }
        catch (PhotoException)
        {
            // The only exception that arbitrary bytes may cause.
        }

        return Task.CompletedTask;
    }

    private static byte[] Plain(string name) => File.ReadAllBytes(Repository.File("tests", "Domain", "Photos", "files", name));
}

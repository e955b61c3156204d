using FsCheck;
using FsCheck.Fluent;
using RealtimeGov.Domain.Photos;
using RealtimeGov.Domain.Tests.Photos.Camera;

namespace RealtimeGov.Domain.Tests.Photos;

/// <summary>Arbitrary bytes cause the typed error or a photo, never anything else, and never more memory than a few times their own.</summary>
public sealed class FuzzTests
{
    private const long AllocatedBytesMax = 200_000; // beside six times the file; these files have at most 15 kB

    public static TheoryData<string> Names => [.. PhotoFiles.PlainNames];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_beginning_of_a_file_is_refused(string name)
    {
        var plain = PhotoFiles.Plain(name);

        for (var length = 0; length < plain.Length; length++)
            Assert.Contains(PhotoFiles.FaultOf(plain[..length]), new[]
            {
                PhotoFaults.Empty, PhotoFaults.TypeUnknown, PhotoFaults.Truncated,
            });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_beginning_of_a_camera_s_file_is_refused_or_holds_the_whole_picture(string name)
    {
        var file = PhotoFiles.Camera(name);
        var whole = PhotoFile.Strip(file).Bytes.ToArray();

        for (var length = 0; length < file.Length; length++)
            if (Try(file[..length]) is { } photo) Assert.Equal(whole, photo.Bytes.ToArray());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_changed_byte_is_refused_or_leaves_a_photo_without_secrets(string name)
    {
        var file = PhotoFiles.Camera(name);
        for (var at = 0; at < file.Length; at++)
            foreach (var change in (ReadOnlySpan<byte>)[0xFF, 0x01, 0x80, (byte)(file[at] ^ 0xD9), file[at]])
            {
                var was = file[at];
                file[at] ^= change;
                if (Try(file) is { } photo) Assert.Empty(SecretsOf(photo.Bytes, at, file));
                file[at] = was;
            }
    }

    [Fact]
    public void Random_bytes_behind_any_beginning() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(3_000),
        Prop.ForAll(Gen.Choose(0, 200).Two().SelectMany(two => Gen.Choose(0, 255).ArrayOf(two.Item1 + two.Item2)).ToArbitrary(), Gen.Elements(Beginnings).ToArbitrary(),
            (rest, beginning) =>
            {
                Try([.. beginning, .. rest.Select(n => (byte)n)]);
                return true;
            }));

    [Fact]
    public void Pieces_of_files_in_any_order() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(2_000),
        Prop.ForAll(Gen.Elements(PhotoFiles.PlainNames).ToArbitrary(), Gen.Choose(0, 15_000).Four().ToArbitrary(), (name, at) =>
        {
            var file = PhotoFiles.Camera(name);
            var (from, to, into, cut) = (at.Item1 % file.Length, at.Item2 % file.Length, at.Item3 % file.Length, at.Item4 % 64);
            byte[] piece = from < to ? file[from..to] : [];
            Try([.. file[..into], .. piece, .. file[Math.Min(file.Length, into + cut)..]]);
            return true;
        }));

    private static readonly byte[][] Beginnings =
    [
        [], [0xFF, 0xD8, 0xFF], [0xFF, 0xD8, 0xFF, 0xE1, 0, 40, .. "Exif\0\0II*\0"u8], [0xFF, 0xD8, 0xFF, 0xE2, 0, 40, .. "ICC_PROFILE\0"u8, 1, 1],
        [0xFF, 0xD8, 0xFF, 0xDA], [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A], [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, 0, 0, 0, 13, .. "IHDR"u8],
        [.. "RIFF"u8, 100, 0, 0, 0, .. "WEBPVP8X"u8], [.. "RIFF"u8, 100, 0, 0, 0, .. "WEBPVP8 "u8], [.. "RIFF"u8, 100, 0, 0, 0, .. "WEBPVP8L"u8],
    ];

    // A photo that passes is made of what is kept: made again it is the same.
    private static StrippedPhoto? Try(byte[] file)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            var photo = PhotoFile.Strip(file);
            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 6 * file.Length + AllocatedBytesMax);
            Assert.Equal(photo.Bytes.ToArray(), PhotoFile.Strip(photo.Bytes.Span).Bytes.ToArray());
            return photo;
        }
        catch (PhotoException)
        {
            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 6 * file.Length + AllocatedBytesMax);
            return null;
        }
    }

    // Coded pixels are not looked into: what a changed length pulls into them stays (it shows as noise).
    private static IEnumerable<string> SecretsOf(ReadOnlyMemory<byte> photo, int at, byte[] file) =>
        Secrets.In(photo).Select(secret => $"{secret} after a change at byte {at} to {file[at]:X2}");
}

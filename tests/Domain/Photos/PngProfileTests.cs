using System.IO.Compression;
using FsCheck;
using FsCheck.Fluent;
using RealtimeGov.Domain.Photos;
using RealtimeGov.Domain.Tests.Photos.Camera;

namespace RealtimeGov.Domain.Tests.Photos;

/// <summary>The profile within a PNG is compressed: however it is, its colours stay and its texts go.</summary>
public sealed class PngProfileTests
{
    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Fastest)]
    [InlineData(CompressionLevel.Optimal)]
    [InlineData(CompressionLevel.SmallestSize)]
    public void A_profile_is_read_however_it_was_compressed(CompressionLevel level)
    {
        foreach (var name in new[] { "plain.jpg", "wide-colours.jpg" })
        {
            var profile = ProfileOf(PhotoFiles.Plain(name));
            var expected = ProfileOf(PhotoFile.Strip(PhotoFiles.Plain(name)).Bytes.ToArray());

            var stored = PhotoFile.Strip(Png([.. "Some camera\0\0"u8, .. Compressed(profile, level)])).Bytes.ToArray();

            Assert.Equal(expected, Read(stored));
            Assert.True(stored.AsSpan().IndexOf("Some camera"u8) < 0);
        }
    }

    [Fact]
    public void A_profile_of_any_tone_curve_is_read_as_the_framework_compresses_it() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(200),
        Prop.ForAll(Gen.Choose(0, 255).ArrayOf(600).ToArbitrary(), Gen.Choose(1, 600).ToArbitrary(), (noise, period) =>
        {
            // Noise that repeats: literals, short and long copies, near and far ones.
            var curve = Enumerable.Range(0, 4_000).Select(n => (byte)noise[n % period]).ToArray();
            var profile = WithCurve(curve);
            var direct = PhotoFile.Strip(Png([.. "n\0\0"u8, .. Compressed(profile, CompressionLevel.NoCompression)])).Bytes.ToArray();
            var packed = PhotoFile.Strip(Png([.. "n\0\0"u8, .. Compressed(profile, CompressionLevel.SmallestSize)])).Bytes.ToArray();
            return direct.SequenceEqual(packed) && Read(packed).AsSpan().IndexOf(curve) > 0;
        }));

    [Fact]
    public void What_is_no_profile_is_dropped_and_the_photo_stays()
    {
        var bare = PhotoFile.Strip(Png(null)).Bytes.ToArray();
        var profile = Compressed(ProfileOf(PhotoFiles.Plain("plain.jpg")), CompressionLevel.Optimal);
        byte[] bomb = Compressed(new byte[50_000_000], CompressionLevel.SmallestSize);
        foreach (var data in new byte[][]
        {
            [], [.. "\0\0"u8, .. profile], [.. "n"u8], [.. "n\0"u8], [.. "n\0\x01"u8, .. profile], [.. "n\0\0"u8], [.. "n\0\0"u8, 0x78],
            [.. new string('n', 80).Select(c => (byte)c), 0, 0, .. profile], [.. "n\0\0"u8, .. bomb], [.. "n\0\0"u8, 0x78, 0x9C, 0x07],
            [.. "n\0\0"u8, .. Compressed(new byte[300], CompressionLevel.Optimal)], [.. "n\0\0"u8, .. profile[..^30]],
        })
            Assert.Equal(bare, PhotoFile.Strip(Png(data)).Bytes.ToArray());
    }

    [Fact]
    public void A_profile_with_any_byte_changed_or_cut_short_is_read_or_dropped()
    {
        foreach (var level in new[] { CompressionLevel.NoCompression, CompressionLevel.SmallestSize })
        {
            byte[] data = [.. "n\0\0"u8, .. Compressed(ProfileOf(PhotoFiles.Plain("wide-colours.jpg")), level)];
            for (var at = 0; at < data.Length; at++)
            {
                PhotoFile.Strip(Png(data[..at]));
                for (var change = 1; change < 256; change <<= 1)
                {
                    data[at] ^= (byte)change;
                    PhotoFile.Strip(Png(data));
                    data[at] ^= (byte)change;
                }
            }
        }
    }

    private static byte[] Png(byte[]? profile)
    {
        var plain = PhotoFiles.Plain("plain.png");
        return [.. plain[..CameraPng.HeaderEnd], .. profile is null ? [] : CameraPng.Chunk("iCCP", profile), .. plain[CameraPng.HeaderEnd..]];
    }

    private static byte[] ProfileOf(byte[] jpeg)
    {
        var at = jpeg.AsSpan().IndexOf("ICC_PROFILE\0"u8);
        return jpeg[(at + 14)..(at - 2 + (jpeg[at - 2] << 8 | jpeg[at - 1]))];
    }

    // The browser's, with a curve of our own for all three colours.
    private static byte[] WithCurve(byte[] points)
    {
        var profile = ProfileOf(PhotoFiles.Plain("plain.jpg"));
        var at = profile.Length;
        byte[] curve = [.. "curv\0\0\0\0"u8, 0, 0, (byte)(points.Length / 2 >> 8), (byte)(points.Length / 2), .. points];
        foreach (var tag in new[] { "rTRC"u8.ToArray(), "gTRC"u8.ToArray(), "bTRC"u8.ToArray() })
        {
            var entry = profile.AsSpan().IndexOf(tag);
            byte[] place = [0, 0, (byte)(at >> 8), (byte)at, 0, 0, (byte)(curve.Length >> 8), (byte)curve.Length];
            place.CopyTo(profile, entry + 4);
        }

        return [.. profile, .. curve];
    }

    private static byte[] Compressed(byte[] bytes, CompressionLevel level)
    {
        using var to = new MemoryStream();
        using (var zip = new ZLibStream(to, level)) zip.Write(bytes);
        return to.ToArray();
    }

    // By the framework's own decompressor, checksum included.
    private static byte[] Read(byte[] png)
    {
        var at = png.AsSpan().IndexOf("iCCP"u8);
        var length = png[at - 2] << 8 | png[at - 1];
        Assert.Equal("Colours\0\0"u8.ToArray(), png[(at + 4)..(at + 13)]);
        using var zip = new ZLibStream(new MemoryStream(png[(at + 13)..(at + 4 + length)]), CompressionMode.Decompress);
        using var to = new MemoryStream();
        zip.CopyTo(to);
        return to.ToArray();
    }
}

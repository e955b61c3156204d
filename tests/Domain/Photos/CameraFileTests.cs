using MetadataExtractor;
using MetadataExtractor.Formats.Exif;
using MetadataExtractor.Formats.Icc;
using MetadataExtractor.Formats.Iptc;
using MetadataExtractor.Formats.Jpeg;
using MetadataExtractor.Formats.Xmp;
using RealtimeGov.Domain.Photos;
using RealtimeGov.Domain.Tests.Photos.Camera;
using Directory = MetadataExtractor.Directory;

namespace RealtimeGov.Domain.Tests.Photos;

/// <summary>What somebody else's reader finds in a camera's file, before and after.</summary>
public sealed class CameraFileTests
{
    public static TheoryData<string> Names => [.. PhotoFiles.PlainNames];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_camera_s_file_tells_place_and_device(string name)
    {
        var found = Read(PhotoFiles.Camera(name));

        var main = found.OfType<ExifIfd0Directory>().First();
        var place = Assert.Single(found.OfType<GpsDirectory>()).GetGeoLocation()!;
        Assert.Equal(Secrets.Latitude, place.Latitude, 6);
        Assert.Equal(Secrets.Longitude, place.Longitude, 6);
        Assert.Equal(Secrets.Make, main.GetString(ExifDirectoryBase.TagMake));
        Assert.Equal(Secrets.Model, main.GetString(ExifDirectoryBase.TagModel));
        Assert.Equal(Secrets.Software, main.GetString(ExifDirectoryBase.TagSoftware));
        var sub = Assert.Single(found.OfType<ExifSubIfdDirectory>());
        Assert.Equal(Secrets.Serial, sub.GetString(ExifDirectoryBase.TagBodySerialNumber));
        Assert.NotNull(sub.GetByteArray(ExifDirectoryBase.TagMakernote));
        Assert.Contains(found.OfType<XmpDirectory>(), xmp => xmp.GetXmpProperties().Values.Contains(Secrets.XmpLatitude));
        Assert.NotEmpty(Secrets.In(PhotoFiles.Camera(name)));
    }

    [Fact]
    public void A_camera_s_JPEG_tells_it_many_times_over()
    {
        var found = Read(PhotoFiles.Camera("plain.jpg"));

        Assert.Equal(Secrets.Place, Assert.Single(found.OfType<IptcDirectory>()).GetString(IptcDirectory.TagSubLocation));
        Assert.Equal(Secrets.Make, Assert.Single(found.OfType<ExifThumbnailDirectory>()).GetString(ExifDirectoryBase.TagMake));
        Assert.Equal(Secrets.Person, Assert.Single(found.OfType<JpegCommentDirectory>()).GetString(JpegCommentDirectory.TagComment));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_stored_file_tells_neither(string name)
    {
        var stored = PhotoFile.Strip(PhotoFiles.Camera(name));

        var found = Read(stored.Bytes.ToArray());

        Assert.DoesNotContain(found, d => d is GpsDirectory or ExifSubIfdDirectory or ExifThumbnailDirectory or XmpDirectory or IptcDirectory or JpegCommentDirectory);
        Assert.All(found.OfType<ExifIfd0Directory>(), exif => Assert.Equal([ExifDirectoryBase.TagOrientation], exif.Tags.Select(t => t.Type)));
        string[] told = [.. found.SelectMany(d => d.Tags).Select(t => t.Description ?? "")];
        foreach (var secret in new[] { Secrets.Make, Secrets.Model, Secrets.Serial, Secrets.Software, Secrets.Person, Secrets.Place })
            Assert.DoesNotContain(told, text => text.Contains(secret, StringComparison.OrdinalIgnoreCase));
        Assert.Empty(Secrets.In(stored.Bytes));
        Assert.Empty(found.SelectMany(d => d.Errors));
    }

    [Theory]
    [InlineData("plain.jpg")]
    [InlineData("wide-colours.jpg")]
    public void Of_a_JPEG_s_EXIF_the_orientation_alone_is_kept(string name)
    {
        foreach (var little in new[] { true, false })
        for (var orientation = 2; orientation <= 8; orientation++)
        {
            var stored = PhotoFile.Strip(CameraJpeg.Make(PhotoFiles.Plain(name), little, orientation)).Bytes;
            var exif = Assert.Single(Read(stored.ToArray()).OfType<ExifIfd0Directory>());
            Assert.Equal(orientation, exif.GetInt32(ExifDirectoryBase.TagOrientation));
            Assert.Equal(1, exif.TagCount);
        }
    }

    [Fact]
    public void An_upright_JPEG_has_no_EXIF_left()
    {
        var stored = PhotoFile.Strip(CameraJpeg.Make(PhotoFiles.Plain("plain.jpg"), orientation: 1)).Bytes;

        Assert.True(stored.Span.IndexOf("Exif"u8) < 0);
        Assert.Empty(Read(stored.ToArray()).OfType<ExifIfd0Directory>());
    }

    [Theory]
    [InlineData("plain.png")]
    [InlineData("wide-colours.png")]
    [InlineData("lossy.webp")]
    [InlineData("lossless.webp")]
    [InlineData("alpha.webp")]
    [InlineData("wide-colours.webp")]
    public void PNG_and_WebP_have_no_EXIF_left(string name)
    {
        var stored = PhotoFile.Strip(PhotoFiles.Camera(name)).Bytes;

        foreach (var mark in new[] { "Exif", "eXIf", "EXIF", "XMP ", "iTXt", "tEXt", "zTXt", "tIME" })
            Assert.True(stored.Span.IndexOf(System.Text.Encoding.ASCII.GetBytes(mark)) < 0, mark);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Coded_pixels_are_the_same_bytes(string name)
    {
        var plain = PhotoFiles.Plain(name);
        var stored = PhotoFile.Strip(PhotoFiles.Camera(name));

        Assert.Equal((96, 64), (stored.Width, stored.Height));
        if (name.EndsWith(".jpg", StringComparison.Ordinal)) Assert.True(stored.Bytes.Span.EndsWith(CameraJpeg.Picture(plain)));
        else if (name.EndsWith(".png", StringComparison.Ordinal)) Assert.True(stored.Bytes.Span.EndsWith(CameraPng.Picture(plain)));
        else Assert.Equal(Pixels(plain), Pixels(stored.Bytes));
    }

    [Theory]
    [InlineData("wide-colours.jpg", 0.51512)]
    [InlineData("wide-colours.webp", 0.51512)]
    [InlineData("wide-colours.png", 0.51512)]
    [InlineData("plain.jpg", 0.43607)]
    public void Colours_are_kept_and_their_profile_s_texts_are_not(string name, double redX)
    {
        var before = Assert.Single(Read(PhotoFiles.Plain(name)).OfType<IccDirectory>());
        var after = Assert.Single(Read(PhotoFile.Strip(PhotoFiles.Plain(name)).Bytes.ToArray()).OfType<IccDirectory>());

        Assert.DoesNotContain("Colours", before.GetDescription(IccDirectory.TagTagDesc), StringComparison.Ordinal);
        Assert.Equal("1 enUS(Colours)", after.GetDescription(IccDirectory.TagTagDesc));
        Assert.Equal("1 enUS(None)", after.GetDescription(IccDirectory.TagTagCprt));
        foreach (var tag in new[] { 0x7258595A, 0x6758595A, 0x6258595A, 0x77747074, 0x72545243, 0x67545243, 0x62545243 }) // rXYZ to bTRC
            Assert.Equal(before.GetByteArray(tag), after.GetByteArray(tag));
        var red = after.GetByteArray(0x7258595A)!;
        Assert.Equal(redX, ((red[8] << 24) | (red[9] << 16) | (red[10] << 8) | red[11]) / 65536.0, 3);
    }

    private static List<(string Type, string Data)> Pixels(ReadOnlyMemory<byte> file) =>
        [.. CameraWebP.Chunks(file).Where(c => c.Type is "VP8 " or "VP8L" or "ALPH").Select(c => (c.Type, Convert.ToHexString(c.Data)))];

    private static IReadOnlyList<Directory> Read(byte[] file) => ImageMetadataReader.ReadMetadata(new MemoryStream(file));
}

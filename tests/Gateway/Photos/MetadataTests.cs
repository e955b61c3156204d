using System.Text;
using MetadataExtractor;
using MetadataExtractor.Formats.Exif;
using MetadataExtractor.Formats.Icc;
using MetadataExtractor.Formats.Iptc;
using MetadataExtractor.Formats.Jpeg;
using MetadataExtractor.Formats.Xmp;
using RealtimeGov.Domain.Photos;
using RealtimeGov.Gateway.Photos.Pixels;
using RealtimeGov.Gateway.Tests.Photos.Camera;
using Directory = MetadataExtractor.Directory;

namespace RealtimeGov.Gateway.Tests.Photos;

/// <summary>What somebody else's reader finds in a camera's file, before and after.</summary>
public sealed class MetadataTests
{
    public static TheoryData<string> Names => Pictures.CameraNames;

    [Theory]
    [MemberData(nameof(Names))]
    public void ACamerasFileTellsPlaceAndDevice(string name)
    {
        var found = Read(Pictures.Camera(name));

        var main = found.OfType<ExifIfd0Directory>().First();
        var place = Assert.Single(found.OfType<GpsDirectory>()).GetGeoLocation()!;
        Assert.Equal((Secrets.Latitude, Secrets.Longitude), (Math.Round(place.Latitude, 7), Math.Round(place.Longitude, 7)));
        Assert.Equal(Secrets.Make, main.GetString(ExifDirectoryBase.TagMake));
        Assert.Contains(found.OfType<XmpDirectory>(), xmp => xmp.GetXmpProperties().Values.Contains(Secrets.XmpLatitude));
        Assert.NotEmpty(Secrets.In(Pictures.Camera(name)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TheStoredFileAndItsThumbnailTellNeither(string name)
    {
        var photo = PhotoConversion.Convert(Pictures.Camera(name));
        foreach (var file in new[] { photo.Bytes, photo.Thumbnail })
        {
            var found = Read(file.ToArray());

            Assert.DoesNotContain(found, d => d is ExifDirectoryBase or XmpDirectory or IptcDirectory or JpegCommentDirectory or IccDirectory);
            Assert.Empty(found.SelectMany(d => d.Errors));
            Assert.Empty(Secrets.In(file));
        }
    }

    // Not by looking for what is known: what is there at all is what a picture needs.
    [Theory]
    [MemberData(nameof(Names))]
    public void TheStoredFileHoldsNothingButItsPicture(string name)
    {
        var photo = PhotoConversion.Convert(Pictures.Camera(name));
        string[] allowed = photo.Type switch
        {
            PhotoType.Jpeg => ["D8", "E0", "DB", "C0", "C4", "DA", "D9"],
            PhotoType.Png => ["IHDR", "sBIT", "IDAT", "IEND"],
            _ => ["VP8X", "ALPH", "VP8 "],
        };

        Assert.Empty(Parts(photo.Type, photo.Bytes.Span).Except(allowed));
        Assert.Empty(Parts(PhotoType.Jpeg, photo.Thumbnail.Span).Except(["D8", "E0", "DB", "C0", "C4", "DA", "D9"]));
    }

    // Marker or chunk names, to the file's very end.
    private static List<string> Parts(PhotoType type, ReadOnlySpan<byte> file)
    {
        if (type == PhotoType.WebP)
        {
            Assert.Equal(file.Length, 8 + BitConverter.ToInt32(file[4..]));
            return [.. CameraWebP.Chunks(file.ToArray()).Select(c => c.Type)];
        }

        var parts = new List<string>();
        for (var at = type == PhotoType.Png ? 8 : 0; at < file.Length;)
        {
            if (type == PhotoType.Png)
            {
                parts.Add(Encoding.ASCII.GetString(file.Slice(at + 4, 4)));
                at += 12 + (file[at] << 24 | file[at + 1] << 16 | file[at + 2] << 8 | file[at + 3]);
                continue;
            }

            Assert.Equal(0xFF, file[at]);
            parts.Add(file[at + 1].ToString("X2"));
            at += file[at + 1] is 0xD8 or 0xD9 ? 2 : 2 + (file[at + 2] << 8 | file[at + 3]);
            if (parts[^1] != "DA") continue;
            while (file[at] != 0xFF || file[at + 1] is 0 or (>= 0xD0 and <= 0xD7)) at++;
        }

        return parts;
    }

    private static IReadOnlyList<Directory> Read(byte[] file) => ImageMetadataReader.ReadMetadata(new MemoryStream(file));
}

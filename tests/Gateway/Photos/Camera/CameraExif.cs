using System.Text;

namespace RealtimeGov.Gateway.Tests.Photos.Camera;

/// <summary>EXIF, XMP and IPTC as a phone with everything switched on writes them.</summary>
internal static class CameraExif
{
    public static byte[] Tiff(bool little, int orientation = 6, byte[]? thumbnail = null) =>
        Camera.Tiff.Write(little, Phone(orientation), thumbnail is null ? null : new Ifd().Short(0x0103, 6).Text(0x010F, Secrets.Make));

    public static string Xmp { get; } = $"""
        <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
        <rdf:Description rdf:about="" xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:tiff="http://ns.adobe.com/tiff/1.0/"
         xmlns:aux="http://ns.adobe.com/exif/1.0/aux/" exif:GPSLatitude="{Secrets.XmpLatitude}" exif:GPSLongitude="120,29.258E"
         tiff:Make="{Secrets.Make}" tiff:Model="{Secrets.Model}" aux:SerialNumber="{Secrets.Serial}"/></rdf:RDF></x:xmpmeta>
        """;

    /// <summary>Photoshop's resource block with IPTC: byline, city, sublocation.</summary>
    public static byte[] Iptc()
    {
        byte[] data = [.. Record(80, Secrets.Person), .. Record(90, "Wuzhen"), .. Record(92, Secrets.Place)];
        return [.. "Photoshop 3.0\0"u8, .. "8BIM"u8, 4, 4, 0, 0, 0, 0, (byte)(data.Length >> 8), (byte)data.Length, .. data, .. new byte[data.Length & 1]];
    }

    private static byte[] Record(int set, string text) => [0x1C, 2, (byte)set, 0, (byte)text.Length, .. Encoding.ASCII.GetBytes(text)];

    private static Ifd Phone(int orientation) => new Ifd()
        .Text(0x010F, Secrets.Make).Text(0x0110, Secrets.Model).Short(0x0112, orientation).Text(0x0131, Secrets.Software)
        .Text(0x0132, Secrets.Taken).Text(0x013B, Secrets.Person)
        .Below(0x8769, new Ifd().Text(0x9003, Secrets.Taken).Bytes(0x927C, Encoding.ASCII.GetBytes(Secrets.MakerNote))
            .Text(0xA431, Secrets.Serial).Text(0xA434, Secrets.Lens).Text(0xA435, Secrets.Serial + "L"))
        .Below(0x8825, new Ifd().Text(1, "N").Rationals(2, Secrets.LatitudeParts).Text(3, "E").Rationals(4, Secrets.LongitudeParts)
            .Text(0x1D, "2016:06:13"));
}

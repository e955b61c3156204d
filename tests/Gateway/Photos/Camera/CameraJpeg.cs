using System.Text;

namespace RealtimeGov.Gateway.Tests.Photos.Camera;

/// <summary>A browser's JPEG made into what a phone would have written: every place in which JPEG can hide something is used.</summary>
internal static class CameraJpeg
{
    /// <summary>Where the tables and the coded pixels of a browser's JPEG begin: from there to its end nothing may change.</summary>
    public static byte[] Picture(byte[] plain) => plain[plain.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xDB])..];

    public static byte[] Make(byte[] plain, bool little = true, int orientation = 6)
    {
        var thumbnail = Small(plain);
        byte[] exif = [.. "Exif\0\0"u8, .. CameraExif.Tiff(little, orientation, thumbnail), .. thumbnail];
        var extended = Encoding.ASCII.GetBytes(CameraExif.Xmp);
        byte[] xmpExtension =
        [
            .. "http://ns.adobe.com/xmp/extension/\0"u8, .. "0123456789ABCDEF0123456789ABCDEF"u8,
            0, 0, (byte)(extended.Length >> 8), (byte)extended.Length, 0, 0, 0, 0, .. extended,
        ];
        var picture = Picture(plain);
        return
        [
            .. plain[..^picture.Length], // start, JFIF and colours as the browser wrote them
            .. Segment(0xE1, exif),
            .. Segment(0xE1, [.. "http://ns.adobe.com/xap/1.0/\0"u8, .. Encoding.UTF8.GetBytes(CameraExif.Xmp)]),
            .. Segment(0xE1, xmpExtension),
            .. Segment(0xE0, [.. "JFXX\0"u8, 0x10, .. thumbnail]),
            .. Segment(0xE2, [.. "MPF\0"u8, .. Mpf()]),
            .. Segment(0xE5, Encoding.ASCII.GetBytes("Samsung-like " + Secrets.Serial)),
            .. Segment(0xED, CameraExif.Iptc()),
            .. Segment(0xEE, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, 1, .. Encoding.ASCII.GetBytes(Secrets.Software)]),
            .. Segment(0xFE, Encoding.ASCII.GetBytes(Secrets.Person)),
            .. picture,
            .. thumbnail, // the second image of MPF, with EXIF of its own
            .. Encoding.ASCII.GetBytes("SEFT" + Secrets.Place),
        ];
    }

    public static byte[] Segment(int marker, byte[] payload) =>
        [0xFF, (byte)marker, (byte)((payload.Length + 2) >> 8), (byte)(payload.Length + 2), .. payload];

    // A whole JPEG with its own EXIF, position included.
    private static byte[] Small(byte[] plain) =>
        [0xFF, 0xD8, .. Segment(0xE1, [.. "Exif\0\0"u8, .. CameraExif.Tiff(little: false)]), .. Picture(plain)];

    private static byte[] Mpf() => Tiff.Write(little: false, new Ifd()
        .Bytes(0xB000, "0100"u8.ToArray()).Long(0xB001, 2).Bytes(0xB002, new byte[32]));
}

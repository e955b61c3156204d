using System.Text;

namespace RealtimeGov.Gateway.Tests.Photos.Camera;

/// <summary>What the camera of these tests writes into its files, all of which must be gone: device, person, place.</summary>
internal static class Secrets
{
    public const string Make = "Luopan Optics";
    public const string Model = "LP-900 Pro";
    public const string Serial = "SN-4711-0815";
    public const string Lens = "Lens 24mm 7789";
    public const string Software = "CamOS 7.3.1";
    public const string Person = "Widow Li, number 7";
    public const string Place = "Canal Lane 7, Wuzhen";
    public const string MakerNote = "LUOPAN-NOTE unit 77 of home";
    public const string Taken = "2016:06:13 16:39:58";
    public const string XmpLatitude = "30,44.402N";
    public const double Latitude = 30.7400333;
    public const double Longitude = 120.4876389;

    /// <summary>Degrees, minutes, seconds as rationals.</summary>
    public static readonly long[] LatitudeParts = [30, 1, 44, 1, 2412, 100];

    public static readonly long[] LongitudeParts = [120, 1, 29, 1, 1550, 100];

    private static readonly string[] Texts =
        [Make, Model, Serial, Lens, Software, Person, Place, MakerNote, Taken, XmpLatitude, "GPSLatitude", "adobe.com", "8BIM", "MPF", "Display P3"];

    /// <summary>Every secret in the forms in which it can stand in a file: ASCII, UTF-16 both ways, rationals both ways.</summary>
    public static IEnumerable<(string Name, byte[] Bytes)> All()
    {
        foreach (var text in Texts)
        foreach (var encoding in new[] { Encoding.ASCII, Encoding.Unicode, Encoding.BigEndianUnicode })
            yield return ($"{text} ({encoding.WebName})", encoding.GetBytes(text));
        foreach (var little in new[] { true, false })
        foreach (var (name, parts) in new[] { ("latitude", LatitudeParts), ("longitude", LongitudeParts) })
            yield return (name, [.. parts.SelectMany(n => little ? BitConverter.GetBytes((uint)n) : BitConverter.GetBytes((uint)n).Reverse())]);
    }

    public static string[] In(ReadOnlyMemory<byte> file) => [.. All().Where(s => file.Span.IndexOf(s.Bytes) >= 0).Select(s => s.Name)];
}

using System.Text;
using RealtimeGov.Gateway.Regions;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Tests.Regions;

/// <summary>Small region files, written by hand.</summary>
internal static class Geo
{
    /// <summary>A closed ring around a rectangle, in degrees.</summary>
    public static string Ring(double west, double south, double east, double north) =>
        FormattableString.Invariant($"[[{west},{south}],[{east},{south}],[{east},{north}],[{west},{north}],[{west},{south}]]");

    public static string Box(double west, double south, double east, double north) =>
        $$"""{"type":"Polygon","coordinates":[{{Ring(west, south, east, north)}}]}""";

    public static string Feature(string properties, string geometry = "null") =>
        $$"""{"type":"Feature","properties":{{properties}},"geometry":{{geometry}}}""";

    public static string Collection(params IEnumerable<string> features) =>
        $$"""{"type":"FeatureCollection","features":[{{string.Join(",\n", features)}}]}""";

    public static Stream Stream(string file) => new MemoryStream(Encoding.UTF8.GetBytes(file));

    public static IReadOnlyList<Region> Read(string file, RegionFileOptions? options = null) =>
        RegionFile.Read(Stream(file), options ?? new RegionFileOptions());
}

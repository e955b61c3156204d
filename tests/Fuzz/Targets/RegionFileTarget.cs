using RealtimeGov.Fuzz.Tests.Engine;
using RealtimeGov.Gateway.Regions;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Fuzz.Tests.Targets;

/// <summary>Region files. A refusal says what and where in both languages; what is taken is a tree.</summary>
internal sealed class RegionFileTarget : Target
{
    public override string Name => "region-file";

    public override int Rounds => 30_000;

    public override IReadOnlyList<byte[]> Valid { get; } =
    [
        File.ReadAllBytes(Repository.File("tests", "e2e", "fixtures", "town.geojson")),
        """{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:4490"}},"features":[{"type":"Feature","properties":{"code":"A","name":"甲","kind":"town","timeZone":"Asia/Shanghai"},"geometry":null},{"type":"Feature","properties":{"code":7,"name":"乙\u00e9","parent":"A","crs":"GCJ-02"},"geometry":{"type":"MultiPolygon","coordinates":[[[[120,30],[121,30],[121,31],[120,30]]],[[[1,1],[2,1],[2,2],[1,1]],[[1.1,1.1],[1.2,1.1],[1.2,1.2],[1.1,1.1]]]]}}]}"""u8.ToArray(),
    ];

    public override IReadOnlyList<byte[]> Words { get; } =
    [
        [.. "null"u8], [.. "\\ud800"u8], [.. "1e999"u8], [.. "-0"u8], [.. "[[]]"u8], [.. "{}"u8], [.. "\"\""u8], [.. "\"A\""u8], [.. "\"parent\":\"T-V-1\","u8],
        [.. "\"code\":\"\","u8], [.. "\"crs\":\"GCJ-02\","u8], [0xEF, 0xBB, 0xBF], [0xED, 0xA0, 0x80], [.. "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["u8],
    ];

    public override long? AllocatedBytesMax(int length) => 200 * length + 4_000_000;

    public override Task Take(byte[] input)
    {
        try
        {
            var regions = RegionFile.Read(new MemoryStream(input), new RegionFileOptions());
            if (regions.Count == 0 || regions[0].Parent.Length > 0) throw new InvalidDataException("what was taken is no tree");
        }
        catch (RegionFileException refused)
        {
            if (refused.Message.Length == 0 || refused.MessageZh.Length == 0 || refused.Place is { Line: < 1 } or { Column: < 1 })
                throw new InvalidDataException($"the refusal {refused.Code} at {refused.Place}");
        }

        return Task.CompletedTask;
    }
}

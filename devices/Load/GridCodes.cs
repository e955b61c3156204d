using System.Text.Json;
using RealtimeGov.Devices.Http;
using RealtimeGov.Devices.Words;
using RealtimeGov.Json;

namespace RealtimeGov.Devices.Load;

/// <summary>Where a load test's reports go: the regions that have none below them and are no trade.</summary>
internal static class GridCodes
{
    public static IReadOnlyList<string> Of(IReadOnlyList<RegionEntry> regions)
    {
        var parents = regions.Select(region => region.Parent).ToHashSet(StringComparer.Ordinal);
        return [.. regions.Where(region => region.Kind != "trade" && !parents.Contains(region.Code)).Select(region => region.Code)];
    }

    /// <summary>From a region file: GeoJSON whose features have the properties code, kind and parent.</summary>
    /// <exception cref="GridFileException">It cannot be read, or is none.</exception>
    public static IReadOnlyList<string> Read(string path)
    {
        try
        {
            using var file = StrictJson.Parse(File.ReadAllBytes(path));
            return Of([.. file.RootElement.GetProperty("features").EnumerateArray().Select(feature => Region(feature.GetProperty("properties")))]);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new GridFileException(new Bilingual($"The region file cannot be read: {error.Message}", $"无法读取区域文件：{error.Message}"), error);
        }
        catch (Exception error) when (error is StrictJsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new GridFileException(
                new Bilingual($"{path} is no region file (GeoJSON with the property \"code\"): {error.Message}", $"{path} 不是区域文件（需含 code 属性的 GeoJSON）：{error.Message}"), error);
        }
    }

    private static RegionEntry Region(JsonElement properties) => new(
        properties.GetProperty("code").GetString()!, Text(properties, "kind"), Text(properties, "parent"));

    private static string? Text(JsonElement properties, string name) =>
        properties.TryGetProperty(name, out var value) ? value.GetString() : null;
}

/// <summary>The region file is not as it must be.</summary>
internal sealed class GridFileException(Bilingual said, Exception? inner = null) : BilingualException(said, inner);

using System.Globalization;
using System.Text.Json;

namespace RealtimeGov.Devices.Import;

/// <summary>Reads a map from JSON. Unknown and missing members are refused by name: a typing error must not change an import.</summary>
public static class ImportMapReader
{
    private static readonly string[] Members = ["about", "source", "id", "time", "category", "position", "text", "missing", "clean"];

    /// <exception cref="ImportException">Names the file, and the line and column or the member.</exception>
    public static ImportMap Read(string path)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ImportException($"The map cannot be read: {error.Message}", $"无法读取映射文件：{error.Message}", error);
        }

        try
        {
            // The mark that some editors put first, as in the CSV file itself.
            using var json = JsonDocument.Parse(bytes.AsMemory(bytes.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0));
            return Map(new MapNode(path, "", json.RootElement));
        }
        catch (JsonException error)
        {
            throw new ImportException(
                $"{path}, line {error.LineNumber + 1}, column {error.BytePositionInLine + 1}: not JSON",
                $"{path} 第 {error.LineNumber + 1} 行第 {error.BytePositionInLine + 1} 列：不是 JSON",
                error);
        }
        catch (InvalidOperationException error)
        {
            // Its form is JSON's, and one of its texts is no Unicode: half a surrogate pair, or bytes that are no UTF-8.
            throw new ImportException($"{path}: not JSON, a text is no Unicode", $"{path}：不是 JSON，有文字不是 Unicode", error);
        }
    }

    private static ImportMap Map(MapNode root)
    {
        root.OnlyHas(Members);
        return new ImportMap
        {
            Source = root.Text("source"),
            Id = root.Text("id"),
            Time = Time(root.Object("time")),
            Category = root.Texts("category", 1, 2),
            Position = root.Has("position") ? Position(root.Object("position")) : null,
            Text = root.Texts("text", 1, 8),
            Missing = root.Has("missing") ? root.Texts("missing", 0, 32) : [],
            Clean = root.Has("clean") ? Clean(root) : TextCleaning.None,
        };
    }

    private static TimeColumn Time(MapNode node)
    {
        node.OnlyHas("column", "format", "zone", "zoneColumn");
        if (node.Has("zone") == node.Has("zoneColumn"))
            throw node.Fault("has either \"zone\" or \"zoneColumn\"", "须有“zone”或“zoneColumn”之一");
        var zone = node.Has("zone") ? node.Text("zone") : null;
        if (zone is not null && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
            throw node.Fault("zone", $"is \"{zone}\", not an IANA time zone", $"为“{zone}”，不是 IANA 时区");
        var zoneColumn = node.Has("zoneColumn") ? node.Text("zoneColumn") : null;
        var format = node.Text("format");
        if (format.AsSpan().ContainsAny('z', 'K'))
            throw node.Fault("format", "reads an offset; a wall clock has none, its zone is named beside it", "读取了时差；钟面时间没有时差，时区另行注明");
        if (!IsFormat(format))
            throw node.Fault("format", $"is \"{format}\", which describes no time", $"为“{format}”，不是时间格式");
        return new TimeColumn(node.Text("column"), format, zone, zoneColumn);
    }

    // Reading by a malformed format throws rather than to say no; writing by it does too.
    private static bool IsFormat(string format)
    {
        try
        {
            _ = DateTime.UnixEpoch.ToString(format, CultureInfo.InvariantCulture);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static PositionColumns Position(MapNode node)
    {
        node.OnlyHas("latitude", "longitude");
        return new PositionColumns(node.Text("latitude"), node.Text("longitude"));
    }

    private static TextCleaning Clean(MapNode root) => root.Text("clean") switch
    {
        "none" => TextCleaning.None,
        "fit" => TextCleaning.Fit,
        var other => throw root.Fault("clean", $"is \"{other}\", neither \"none\" nor \"fit\"", $"为“{other}”，应为“none”或“fit”"),
    };
}

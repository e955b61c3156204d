using System.Globalization;
using RealtimeGov.Json;

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
            using var json = StrictJson.Parse(bytes);
            return Map(new StrictJsonObject(json.RootElement, Members));
        }
        catch (StrictJsonException wrong)
        {
            throw Refuse(path, wrong);
        }
    }

    private static ImportException Refuse(string path, StrictJsonException wrong)
    {
        var (line, column) = wrong.Position;
        var known = wrong.Known.Count == 0 ? "" : "; known are " + string.Join(", ", wrong.Known);
        var knownZh = wrong.Known.Count == 0 ? "" : "；可用的有 " + string.Join("、", wrong.Known);
        return wrong.Fault switch
        {
            StrictJsonFault.Malformed => new($"{path}, line {line}, column {column}: not JSON", $"{path} 第 {line} 行第 {column} 列：不是 JSON", wrong),
            StrictJsonFault.NotUnicode => new($"{path}: not JSON, a text is no Unicode", $"{path}：不是 JSON，有文字不是 Unicode", wrong),
            StrictJsonFault.MemberTwice => new(
                $"{path}, line {line}, column {column}: \"{wrong.Member}\" comes twice", $"{path} 第 {line} 行第 {column} 列：“{wrong.Member}”出现两次", wrong),
            _ when wrong.Member.Length == 0 => new($"{path}: the map {wrong.Must}", $"{path}：映射{wrong.MustZh}", wrong),
            _ => new($"{path}: \"{wrong.Member}\" {wrong.Must}{known}", $"{path}：“{wrong.Member}”{wrong.MustZh}{knownZh}", wrong),
        };
    }

    private static ImportMap Map(StrictJsonObject root) => new()
    {
        Source = root.GetNonEmptyString("source"),
        Id = root.GetNonEmptyString("id"),
        Time = Time(root.GetObject("time", "column", "format", "zone", "zoneColumn")),
        Category = root.GetStrings("category", 1, 2),
        Position = root.Has("position") ? Position(root.GetObject("position", "latitude", "longitude")) : null,
        Text = root.GetStrings("text", 1, 8),
        Missing = root.Has("missing") ? root.GetStrings("missing", 0, 32) : [],
        Clean = root.Has("clean") ? Clean(root) : TextCleaning.None,
    };

    private static TimeColumn Time(StrictJsonObject node)
    {
        if (node.Has("zone") == node.Has("zoneColumn"))
            throw node.Fault("", "has either \"zone\" or \"zoneColumn\"", "须有“zone”或“zoneColumn”之一");
        var zone = node.Has("zone") ? node.GetNonEmptyString("zone") : null;
        if (zone is not null && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
            throw node.Fault("zone", $"is \"{zone}\", not an IANA time zone", $"为“{zone}”，不是 IANA 时区");
        var zoneColumn = node.Has("zoneColumn") ? node.GetNonEmptyString("zoneColumn") : null;
        var format = node.GetNonEmptyString("format");
        if (format.AsSpan().ContainsAny('z', 'K'))
            throw node.Fault("format", "reads an offset; a wall clock has none, its zone is named beside it", "读取了时差；钟面时间没有时差，时区另行注明");
        if (!IsFormat(format))
            throw node.Fault("format", $"is \"{format}\", which describes no time", $"为“{format}”，不是时间格式");
        return new TimeColumn(node.GetNonEmptyString("column"), format, zone, zoneColumn);
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

    private static PositionColumns Position(StrictJsonObject node) =>
        new(node.GetNonEmptyString("latitude"), node.GetNonEmptyString("longitude"));

    private static TextCleaning Clean(StrictJsonObject root) => root.GetNonEmptyString("clean") switch
    {
        "none" => TextCleaning.None,
        "fit" => TextCleaning.Fit,
        var other => throw root.Fault("clean", $"is \"{other}\", neither \"none\" nor \"fit\"", $"为“{other}”，应为“none”或“fit”"),
    };
}

using System.Globalization;
using System.Text;
using Google.Protobuf.WellKnownTypes;
using RealtimeGov.Devices.Transport;
using RealtimeGov.Devices.Words;
using RealtimeGov.Protos;

namespace RealtimeGov.Devices.Import;

/// <summary>Turns a file's rows into reports, as a map says. Faults name line and column.</summary>
internal sealed class RowMapper
{
    private const int MaxCategoryCharacters = 128;
    private const int MaxTextCharacters = 2_000;

    private readonly ImportMap map;
    private readonly CsvTable table;
    private readonly Guid space;
    private readonly HashSet<string> missing;
    private readonly Dictionary<string, int> columns;
    private readonly Dictionary<string, TimeZoneInfo> zones = new(StringComparer.Ordinal);

    /// <exception cref="ImportException">The file lacks a column that the map names.</exception>
    public RowMapper(ImportMap map, CsvTable table)
    {
        this.map = map;
        this.table = table;
        space = NameUuid.OfSource(map.Source);
        missing = new HashSet<string>(map.Missing, StringComparer.Ordinal) { "" };
        columns = map.Columns.ToDictionary(name => name, table.Column, StringComparer.Ordinal);
    }

    /// <summary>The table's current row.</summary>
    public ImportRow Map()
    {
        var id = Required(map.Id);
        var observed = Observed();
        var report = new Report
        {
            ReportId = NameUuid.Version5(space, id).ToString("D"),
            Category = Category(),
            Text = Cleaned(map.Text.Select(Value).FirstOrDefault(value => value is not null) ?? ""),
            ObservedAt = Timestamp.FromDateTimeOffset(observed),
            Origin = Origin.Import,
        };
        if (Position() is { } point)
            report.Location = point;
        if (report.CalculateSize() > FieldClientOptions.MaxReportBytes)
            throw Fault(map.Text[0], $"the row makes a report of more than {FieldClientOptions.MaxReportBytes} bytes", $"此行生成的信息超过 {FieldClientOptions.MaxReportBytes} 字节");
        return new ImportRow(table.Row, table.Offset, observed, report);
    }

    private DateTimeOffset Observed()
    {
        var column = map.Time.Column;
        var reading = Required(column);
        if (!DateTime.TryParseExact(reading, map.Time.Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            throw Fault(column, $"\"{reading}\" is not a time in the form {map.Time.Format}", $"“{reading}”不是 {map.Time.Format} 形式的时间");
        return LocalTime.Resolve(local, Zone());
    }

    private TimeZoneInfo Zone()
    {
        var name = map.Time.Zone ?? Required(map.Time.ZoneColumn!);
        if (zones.TryGetValue(name, out var zone))
            return zone;
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(name, out zone))
            throw Fault(map.Time.ZoneColumn!, $"\"{name}\" is not an IANA time zone", $"“{name}”不是 IANA 时区");
        zones.Add(name, zone);
        return zone;
    }

    private string Category()
    {
        var parts = new List<string>(2);
        foreach (var column in map.Category)
        {
            if (Value(column) is not { } name)
                break;
            if (name.EnumerateRunes().Any(Rune.IsControl))
                throw Fault(column, "a category with a control character", "类别含控制字符");
            parts.Add(name.Replace('/', '-'));
        }

        var code = string.Join('/', parts);
        return code.EnumerateRunes().Count() <= MaxCategoryCharacters
            ? code
            : throw Fault(map.Category[^1], $"the category is longer than {MaxCategoryCharacters} characters", $"类别超过 {MaxCategoryCharacters} 个字符");
    }

    private GeoPoint? Position()
    {
        if (map.Position is not { } position)
            return null;
        var latitude = Degrees(position.Latitude);
        var longitude = Degrees(position.Longitude);
        if (latitude is null != longitude is null)
            throw Fault(latitude is null ? position.Latitude : position.Longitude, "is missing where the other coordinate is there", "缺失，而另一坐标存在");
        return latitude is null ? null : new GeoPoint { Latitude = latitude.Value, Longitude = longitude!.Value };
    }

    private double? Degrees(string column)
    {
        if (Value(column) is not { } text)
            return null;
        // The framework reads over NULs at the end.
        return !text.Contains('\0') && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees) && double.IsFinite(degrees)
            ? degrees
            : throw Fault(column, $"\"{text}\" is not a number", $"“{text}”不是数字");
    }

    private string Cleaned(string text)
    {
        if (map.Clean == TextCleaning.None)
            return text;
        var cleaned = new StringBuilder(text.Length);
        var characters = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (++characters > MaxTextCharacters)
                break;
            var spoils = rune == Rune.ReplacementChar || (Rune.IsControl(rune) && rune.Value is not ('\n' or '\r' or '\t'));
            cleaned.Append(spoils ? new Rune(' ') : rune);
        }

        return cleaned.ToString();
    }

    private string? Value(string column)
    {
        var value = table.Value(columns[column], column);
        return missing.Contains(value) ? null : value;
    }

    private string Required(string column) => Value(column) ?? throw Fault(column, "is missing", "缺失");

    private ImportException Fault(string column, string english, string chinese) =>
        table.Fault(columns[column], column, new Bilingual(english, chinese));
}

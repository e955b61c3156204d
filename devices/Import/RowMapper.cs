using System.Globalization;
using System.Text;
using Google.Protobuf.WellKnownTypes;
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
        var id = Id();
        if (RowIds.FaultOf(id) is { } wrong)
            throw table.Fault(columns[map.Id], map.Id, wrong);
        var observed = Observed();
        var report = new Report
        {
            ReportId = NameUuid.Version5(space, id).ToString("D"),
            Category = Category(),
            Text = Text(),
            ObservedAt = Timestamp.FromDateTimeOffset(observed),
            Origin = Origin.Import,
        };
        if (Position() is { } point)
            report.Location = point;
        return new ImportRow(table.Row, table.Offset, observed, report);
    }

    /// <summary>What looks wrong and was left as it is, each once.</summary>
    public List<Bilingual> Notes { get; } = [];

    /// <summary>The current row's id.</summary>
    public string Id() => CsvHeader.Name(Value(map.Id) ?? throw Fault(
        map.Id, "is missing (a merged cell has its value in the first of its rows alone: fill it down)", "缺失（合并单元格只在首行有值，请向下填充）"));

    /// <summary>Two rows have one id and say different things.</summary>
    public ImportException Twice(long line, ImportRow first, ImportRow second)
    {
        var (a, b) = (first.Report, second.Report);
        List<string> differ = [];
        if (!a.ObservedAt.Equals(b.ObservedAt)) differ.Add(map.Time.Column);
        if (a.Category != b.Category) differ.AddRange(map.Category);
        if (!Equals(a.Location, b.Location) && map.Position is { } position) differ.AddRange([position.Latitude, position.Longitude]);
        if (a.Text != b.Text) differ.AddRange(map.Text);
        var id = Id();
        return Fault(
            map.Id,
            $"\"{id}\" is the id on line {line} too, where {string.Join(", ", differ.Select(name => $"\"{name}\""))} differ: two matters need two ids. Nothing was sent",
            $"“{id}”在第 {line} 行也是编号，但{string.Join("、", differ.Select(name => $"“{name}”"))}不同：两件事需要两个编号。均未发送");
    }

    private string Text()
    {
        var text = Cleaned(map.Text.Select(Value).FirstOrDefault(value => !string.IsNullOrWhiteSpace(value)) ?? "");
        if (string.IsNullOrWhiteSpace(text))
            throw Fault(map.Text[0], "is missing: a report says something", "缺失：上报须有文字");
        var characters = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar || (Rune.IsControl(rune) && rune.Value is not ('\n' or '\r' or '\t')))
                throw Fault(map.Text[0], "holds a character that cannot be shown; \"clean\": \"fit\" in the map makes it a space", "含无法显示的字符；映射中设 \"clean\": \"fit\" 可换为空格");
            if (++characters > MaxTextCharacters)
                throw Fault(map.Text[0], $"is longer than {MaxTextCharacters} characters; \"clean\": \"fit\" in the map cuts it", $"超过 {MaxTextCharacters} 字；映射中设 \"clean\": \"fit\" 可截断");
        }

        return text;
    }

    private DateTimeOffset Observed()
    {
        var column = map.Time.Column;
        var reading = Required(column).Trim();
        if (!DateTime.TryParseExact(reading, map.Time.Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            throw Fault(column, $"\"{reading}\" is not a time in the form {map.Time.Format}{TimeHint.Of(reading).English}", $"“{reading}”不是 {map.Time.Format} 形式的时间{TimeHint.Of(reading).Chinese}");
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
            if (LooksMissing.Contains(name))
                NoteOnce(new Bilingual($"\"{name}\" in \"{column}\" counts as a category; list it under \"missing\" if it means none", $"“{column}”中的“{name}”按类别计；若表示没有，请列入 \"missing\""));
            parts.Add(CsvHeader.Name(name).Replace('/', '-'));
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
        if (latitude is null)
            return null;
        if (Math.Abs(latitude.Value) > 90)
            throw Fault(position.Latitude, $"{latitude} is no latitude: -90 to 90", $"{latitude} 不是纬度：应在 -90 至 90 之间");
        if (Math.Abs(longitude!.Value) > 180)
            throw Fault(position.Longitude, $"{longitude} is no longitude: -180 to 180", $"{longitude} 不是经度：应在 -180 至 180 之间");
        if (latitude == 0 && longitude == 0)
            throw Fault(position.Latitude, "0,0 is no place; list what stands for none under \"missing\"", "0,0 不是地点；请将表示没有的值列入 \"missing\"");
        return new GeoPoint { Latitude = latitude.Value, Longitude = longitude.Value };
    }

    private double? Degrees(string column)
    {
        if (Value(column)?.Trim() is not { } text)
            return null;
        // Where commas do not separate columns they mark decimals.
        if (table.Separator != ',' && text.Count(c => c == ',') == 1 && !text.Contains('.'))
            text = text.Replace(',', '.');
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
        if (missing.Contains(value) || string.IsNullOrWhiteSpace(value) || missing.Contains(value.Trim()))
            return null;
        if (SpreadsheetErrors.Contains(value.Trim()))
            throw Fault(column, $"\"{value.Trim()}\" is a spreadsheet's error: put it right there, or list it under \"missing\"", $"“{value.Trim()}”是电子表格的错误值：请在表格中改正，或列入 \"missing\"");
        return value;
    }

    private static readonly HashSet<string> SpreadsheetErrors = ["#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#####"];

    private static readonly HashSet<string> LooksMissing = new(["NA", "N/A", "NULL", "NaN", "None", "nil", "-", "--", "无", "空"], StringComparer.OrdinalIgnoreCase);

    private void NoteOnce(Bilingual note)
    {
        if (!Notes.Contains(note) && Notes.Count < 20)
            Notes.Add(note);
    }

    private string Required(string column) => Value(column) ?? throw Fault(column, "is missing", "缺失");

    private ImportException Fault(string column, string english, string chinese) =>
        table.Fault(columns[column], column, new Bilingual(english, chinese));
}

using System.Globalization;
using RealtimeGov.Devices.Words;

namespace RealtimeGov.Devices.Import;

/// <summary>What a reading looks like that is not in the map's form. Never taken for it: a day and a month look alike.</summary>
internal static class TimeHint
{
    private static readonly string[] Forms =
    [
        "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd", "yyyy/M/d H:mm:ss", "yyyy/M/d H:mm", "yyyy/M/d", "yyyy年M月d日",
        "yyyy-MM-dd'T'HH:mm:ss", "M/d/yyyy h:mm:ss tt", "M/d/yyyy h:mm tt", "M/d/yyyy H:mm", "M/d/yyyy", "d.M.yyyy H:mm", "d.M.yyyy", "yyyyMMdd",
    ];

    private static readonly Bilingual None = new("", "");

    /// <summary>Goes behind the fault.</summary>
    public static Bilingual Of(string reading)
    {
        foreach (var form in Forms)
            if (DateTime.TryParseExact(reading, form, CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
                return new Bilingual($"; it reads as {form}: set time.format in the map, if all rows are so", $"；它像是 {form} 形式：若各行均如此，请设映射的 time.format");
        // Days since 1899-12-30: 1954 to 2064.
        return double.TryParse(reading, NumberStyles.Float, CultureInfo.InvariantCulture, out var day) && day is > 20_000 and < 60_000
            ? new Bilingual("; it is a spreadsheet's day number: format the column as a date and export it again", "；它是电子表格的日期序号：请将该列设为日期后重新导出")
            : None;
    }
}

using RealtimeGov.Devices.Import;

namespace RealtimeGov.Devices.Tests.Import;

internal static class Maps
{
    /// <summary>For files with the columns id, at, class, kind, lat, lon, text.</summary>
    public static ImportMap Small(TextCleaning clean = TextCleaning.None) => new()
    {
        Source = "test",
        Id = "id",
        Time = new TimeColumn("at", "yyyy-MM-dd HH:mm:ss", "Asia/Shanghai", null),
        Category = ["class", "kind"],
        Position = new PositionColumns("lat", "lon"),
        Text = ["text", "kind", "class"],
        Missing = ["NA"],
        Clean = clean,
    };

    public const string Header = "id,at,class,kind,lat,lon,text\n";

    /// <summary>A file of so many good rows, one minute apart.</summary>
    public static string Rows(int count) => Header + string.Concat(Enumerable.Range(1, count).Select(row =>
        $"{row},2016-06-13 {row / 60:00}:{row % 60:00}:00,Roads,Pothole,30.74,120.49,row {row}\n"));
}

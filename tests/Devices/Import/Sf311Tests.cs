using RealtimeGov.Devices.Import;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Devices.Tests.Import;

/// <summary>The real file: 4,984 cases of San Francisco.</summary>
public sealed class Sf311Tests
{
    private const string Name = "sf_311_cases_sample.csv";

    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles");

    [SharedDataFact(Name)]
    public void Every_row_becomes_a_report_that_the_gateway_can_take()
    {
        var file = Open();
        var rows = file.Rows(0).ToList();

        Assert.Equal(4984, rows.Count);
        Assert.Equal(4984, rows.Select(row => row.Report.ReportId).Distinct().Count());
        Assert.All(rows, row => Assert.InRange(row.Report.Text.Trim().Length, 1, 66));
        Assert.All(rows, row => Assert.DoesNotContain(row.Report.Text, char.IsControl));
        Assert.All(rows, row => Assert.NotNull(row.Report.Location));
        Assert.Equal(10, rows.Count(row => LocalDate(row) == new DateOnly(2014, 9, 2)));
        Assert.Equal(256, file.Scan(byTime: false).Categories.Count); // one of 257 differs in a blank at its end alone
        Assert.Equal(26, rows.Count(row => !row.Report.Category.Contains('/')));
    }

    [SharedDataFact(Name)]
    public void No_local_day_has_more_than_ten()
    {
        var perDay = Open().Rows(0).GroupBy(LocalDate).Select(day => day.Count()).ToList();

        Assert.Equal(10, perDay.Max());
        Assert.Equal(4984, perDay.Sum());
    }

    [SharedDataFact(Name)]
    public void In_time_order_the_same_rows_come_earliest_first()
    {
        var file = Open();
        var rows = file.RowsAt(file.Scan(byTime: true).ByTime!).ToList();

        Assert.Equal(rows.OrderBy(row => row.ObservedAt).Select(row => row.Report.ReportId), rows.Select(row => row.Report.ReportId));
        Assert.Equal(new DateTimeOffset(2008, 7, 1, 14, 27, 0, TimeSpan.Zero), rows[0].ObservedAt);
        Assert.Equal(file.Rows(0).Select(row => row.Report.ReportId).Order(), rows.Select(row => row.Report.ReportId).Order());
    }

    private static ImportFile Open() =>
        new(SharedData.Path(Name), ImportMapReader.Read(Repository.File("devices", "maps", "sf311.json")));

    private static DateOnly LocalDate(ImportRow row) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(row.ObservedAt, Zone).DateTime);
}

using System.Text;
using RealtimeGov.Devices.Import;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Devices.Tests.Import;

/// <summary>Cases 504 and 506, and what else spreadsheets do to files.</summary>
[Trait("lane", "cases")]
public sealed class SpreadsheetTests : IDisposable
{
    private const string Good = "1,2026-01-01 00:10:00,Roads,Pothole,30.745,120.495,first\n";

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Case_504_one_id_in_two_rows_of_other_content_names_both_and_sends_nothing()
    {
        var said = Refused(Good + "1,2026-01-01 00:20:00,Lamps,Dark,30.747,120.497,another matter\n");
        Assert.Contains("line 3, column 1 \"id\"", said);
        Assert.Contains("line 2", said);
        Assert.Contains("\"text\"", said);
    }

    [Fact]
    public void A_row_that_is_repeated_is_said_and_counts_once()
    {
        var scan = Scan(Good + Good);
        Assert.Equal(2, scan.Rows);
        Assert.Contains(scan.Notes, note => note.English.StartsWith("1 rows repeat an earlier row, the first on line 3", StringComparison.Ordinal));
    }

    [Fact]
    public void Case_506_empty_rows_and_headings_are_left_out_and_said()
    {
        var scan = Scan(Good + ",,,,,,\n" + Maps.Header + "2,2026-01-01 00:20:00,Lamps,Dark,30.747,120.497,second\n,,,,,,\n");
        Assert.Equal(2, scan.Rows);
        Assert.Contains(scan.Notes, note => note.English.StartsWith("2 empty rows", StringComparison.Ordinal));
        Assert.Contains(scan.Notes, note => note.English.Contains("repeated on line 4", StringComparison.Ordinal));
    }

    [Fact]
    public void Columns_without_a_heading_may_be_several()
    {
        var path = folder.File("in.csv");
        File.WriteAllText(path, "id,at,class,kind,lat,lon,text,,\n" + Good.TrimEnd('\n') + ",,\n");
        using var file = new ImportFile(path, Maps.Small());
        Assert.Equal(1, file.Scan(byTime: false).Rows);
    }

    [Theory]
    [InlineData("1.2E+17,2026-01-01 00:10:00,Roads,Pothole,30.7,120.4,x\n", "shortened")]
    [InlineData("1,2026/1/1 0:10,Roads,Pothole,30.7,120.4,x\n", "reads as yyyy/M/d H:mm")]
    [InlineData("1,46023.5,Roads,Pothole,30.7,120.4,x\n", "day number")]
    [InlineData("1,2026-01-01 00:10:00,Roads,#REF!,30.7,120.4,x\n", "spreadsheet's error")]
    [InlineData("1,2026-01-01 00:10:00,Roads,Pothole,0,0,x\n", "is no place")]
    [InlineData("1,2026-01-01 00:10:00,Roads,Pothole,120.4,30.7,x\n", "is no latitude")]
    [InlineData(",2026-01-01 00:10:00,Roads,Pothole,30.7,120.4,x\n", "merged cell")]
    public void What_cannot_be_mended_is_named(string row, string named) => Assert.Contains(named, Refused(row));

    [Fact]
    public void Blanks_around_names_ids_and_values_mean_nothing()
    {
        var path = folder.File("in.csv");
        File.WriteAllText(path, "id , at,class,kind,lat,lon,text \n1 , 2026-01-01 00:10:00 ,Roads , Pothole, 30.745,120.495 ,first\n");
        using var file = new ImportFile(path, Maps.Small());
        using var plain = new ImportFile(Write(Good), Maps.Small());
        var (blank, same) = (Assert.Single(file.Rows(0)).Report, Assert.Single(plain.Rows(0)).Report);
        Assert.Equal((same.ReportId, same.Category, same.ObservedAt), (blank.ReportId, blank.Category, blank.ObservedAt));
    }

    [Theory]
    [InlineData("utf-16", ',')]
    [InlineData("utf-16BE", ';')]
    [InlineData("GB18030", '\t')]
    [InlineData("utf-8", ';')]
    public void Encodings_and_separators_of_spreadsheets_are_read(string encoding, char separator)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var path = folder.File("in.csv");
        var text = (Maps.Header + "1,2026-01-01 00:10:00,市容环境,乱堆杂物,30.745,120.495,\"门口有一堆杂物\n第二行\"\n").Replace(',', separator);
        File.WriteAllText(path, text, Encoding.GetEncoding(encoding));
        using var file = new ImportFile(path, Maps.Small());
        Assert.Equal(1, file.Scan(byTime: false).Rows);
        var report = Assert.Single(file.Rows(0)).Report;
        Assert.Equal(("市容环境/乱堆杂物", "门口有一堆杂物\n第二行"), (report.Category, report.Text));
    }

    [SharedDataFact("boston311_100_20dupes.csv")]
    public void Boston_s_twenty_repeated_rows_are_recognised()
    {
        var map = new ImportMap
        {
            Source = "boston/311",
            Id = "case_enquiry_id",
            Time = new TimeColumn("open_dt", "yyyy-MM-dd HH:mm:ss", "America/New_York", null),
            Category = ["reason", "type"],
            Position = new PositionColumns("latitude", "longitude"),
            Text = ["case_title"],
        };
        using var file = new ImportFile(SharedData.Path("boston311_100_20dupes.csv"), map);
        var scan = file.Scan(byTime: false);
        Assert.Equal(100, scan.Rows);
        Assert.StartsWith("20 rows repeat an earlier row", Assert.Single(scan.Notes).English);
    }

    private string Write(string rows)
    {
        var path = folder.File("rows.csv");
        File.WriteAllText(path, Maps.Header + rows);
        return path;
    }

    private ImportScan Scan(string rows)
    {
        using var file = new ImportFile(Write(rows), Maps.Small());
        return file.Scan(byTime: false);
    }

    private string Refused(string rows) => Assert.Throws<ImportException>(() => Scan(rows)).Message;
}

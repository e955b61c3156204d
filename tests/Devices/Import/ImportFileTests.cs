using System.Text;
using RealtimeGov.Devices.Import;
using RealtimeGov.Protos;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Devices.Tests.Import;

public sealed class ImportFileTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_row_becomes_a_report_of_an_import()
    {
        var row = Assert.Single(Rows("7,2016-06-13 16:40:00,Roads,Pothole,30.74,120.49,\"a hole, \"\"deep\"\"\"\n"));

        Assert.Equal(new DateTimeOffset(2016, 6, 13, 8, 40, 0, TimeSpan.Zero), row.ObservedAt);
        Assert.Equal(
            new Report
            {
                ReportId = NameUuid.Version5(NameUuid.OfSource("test"), "7").ToString("D"),
                Category = "Roads/Pothole",
                Text = "a hole, \"deep\"",
                Location = new GeoPoint { Latitude = 30.74, Longitude = 120.49 },
                ObservedAt = new Google.Protobuf.WellKnownTypes.Timestamp { Seconds = 1465807200 },
                Origin = Origin.Import,
            },
            row.Report);
    }

    [Theory]
    [InlineData("Roads,Pothole,1,1,seen", "Roads/Pothole", "seen")]
    [InlineData("Roads,Pothole,1,1,NA", "Roads/Pothole", "Pothole")]
    [InlineData("Roads,NA,1,1,", "Roads", "Roads")]
    [InlineData("NA,Pothole,1,1,NA", "", "Pothole")]
    [InlineData("Public/Private,Lamp/Pole,1,1,a/b", "Public-Private/Lamp-Pole", "a/b")]
    public void What_is_missing_falls_back(string values, string category, string text)
    {
        var row = Assert.Single(Rows($"1,2016-06-13 16:40:00,{values}\n"));

        Assert.Equal((category, text), (row.Report.Category, row.Report.Text));
    }

    [Fact]
    public void A_row_without_position_has_no_location()
    {
        Assert.Null(Assert.Single(Rows("1,2016-06-13 16:40:00,Roads,Pothole,NA,NA,x\n")).Report.Location);
    }

    [Fact]
    public void Each_row_may_name_its_zone()
    {
        var map = Maps.Small() with { Time = new TimeColumn("at", "yyyy-MM-dd HH:mm:ss", null, "kind") };
        var row = Assert.Single(Rows("1,2016-06-13 16:40:00,Roads,America/Los_Angeles,1,1,x\n", map));

        Assert.Equal(new DateTimeOffset(2016, 6, 13, 23, 40, 0, TimeSpan.Zero), row.ObservedAt);
    }

    [Fact]
    public void A_map_that_says_so_cleans_control_characters()
    {
        const string row = "1,2016-06-13 16:40:00,Roads,Pothole,1,1,\"a\u0007b\n\uFFFDc\"\n";

        Assert.Equal("a b\n c", Assert.Single(Rows(row, Maps.Small(TextCleaning.Fit))).Report.Text);
    }

    [Fact]
    public void Fit_cuts_a_text_at_2000_characters_not_within_one()
    {
        var text = new string('x', 1999) + "😀😀";
        var row = Assert.Single(Rows($"1,2016-06-13 16:40:00,Roads,Pothole,1,1,{text}\n", Maps.Small(TextCleaning.Fit)));

        Assert.Equal(new string('x', 1999) + "😀", row.Report.Text);
    }

    [Fact]
    public void In_time_order_rows_of_one_instant_keep_the_files_order()
    {
        var file = File(
            "\uFEFF" + Maps.Header
            + "3,2016-06-13 10:00:00,A,B,1,1,c\n"
            + "1,2016-06-13 09:00:00,A,B,1,1,\"a\né\"\n"
            + "4,2016-06-13 10:00:00,A,B,1,1,d\n"
            + "2,2016-06-13 09:30:00,A,B,1,1,b\n");

        var scan = file.Scan(byTime: true);

        Assert.Equal(["a\né", "b", "c", "d"], file.RowsAt(scan.ByTime!).Select(row => row.Report.Text));
    }

    [Fact]
    public void A_scan_tells_rows_hash_and_categories()
    {
        var scan = File("id,at,class,kind,lat,lon,text\n1,2016-06-13 10:00:00,B,x,1,1,c\n2,2016-06-13 10:00:00,A,NA,1,1,c\n\n").Scan(byTime: false);

        Assert.Equal(2, scan.Rows);
        Assert.Equal(["A", "B/x"], scan.Categories);
        Assert.Equal("31b2e10823e578fa6b759f55bbf29ef5c5898e38929c2f65c30d84a0fc400f72", scan.Sha256);
        Assert.Null(scan.ByTime);
    }

    [Theory]
    [InlineData("1,yesterday,Roads,Pothole,1,1,x\n", ", line 3, column 2 \"at\": \"yesterday\" is not a time in the form yyyy-MM-dd HH:mm:ss")]
    [InlineData("NA,2016-06-13 16:40:00,Roads,Pothole,1,1,x\n", ", line 3, column 1 \"id\": is missing (a merged cell has its value in the first of its rows alone: fill it down)")]
    [InlineData("1,,Roads,Pothole,1,1,x\n", ", line 3, column 2 \"at\": is missing")]
    [InlineData("1,2016-06-13 16:40:00,Roads,Pothole,north,1,x\n", ", line 3, column 5 \"lat\": \"north\" is not a number")]
    [InlineData("1,2016-06-13 16:40:00,Roads,Pothole,1,NaN,x\n", ", line 3, column 6 \"lon\": \"NaN\" is not a number")]
    [InlineData("1,2016-06-13 16:40:00,Roads,Pothole,1,NA,x\n", ", line 3, column 6 \"lon\": is missing where the other coordinate is there")]
    [InlineData("1,2016-06-13 16:40:00,\"Ro\nads\",Pothole,1,1,x\n", ", line 3, column 3 \"class\": a category with a control character")]
    [InlineData("1,2016-06-13 16:40:00,NA,NA,1,1,NA\n", ", line 3, column 7 \"text\": is missing: a report says something")]
    [InlineData("1,2016-06-13 16:40:00,Roads,Pothole,1,1,\"a\u0007b\"\n", ", line 3, column 7 \"text\": holds a character that cannot be shown; \"clean\": \"fit\" in the map makes it a space")]
    [InlineData("1,2016-06-13 16:40:00,Roads,Pothole,91,1,x\n", ", line 3, column 5 \"lat\": 91 is no latitude: -90 to 90")]
    [InlineData("1,2016-06-13 16:40:00,Roads,Pothole,1,-181,x\n", ", line 3, column 6 \"lon\": -181 is no longitude: -180 to 180")]
    [InlineData("1,2016-06-13 16:40:00,Roads,Pothole,0,0,x\n", ", line 3, column 5 \"lat\": 0,0 is no place; list what stands for none under \"missing\"")]
    [InlineData("1,2016-06-13 16:40:00,Roads\n", ", line 3: 3 fields, but the header has 7")]
    [InlineData("1,2016-06-13 16:40:00,Roads,Pothole,1,1,x,y\n", ", line 3: 8 fields, but the header has 7")]
    [InlineData("1,2016-06-13 16:40:00,Roads,Pot\"hole,1,1,x\n", ", line 3, column 4: there is a quote within a field that does not begin with one")]
    [InlineData("1,2016-06-13 16:40:00,Roads,\"Pot\"hole,1,1,x\n", ", line 3, column 4: there is text after the closing quote")]
    [InlineData("1,2016-06-13 16:40:00,\"Roads\",\"Pothole,1,1,x\n2,3\n", ", line 3, column 4: a quoted field is never closed")]
    public void A_fault_is_named_by_line_and_column(string line, string message)
    {
        var file = File(Maps.Header + "0,2016-06-13 16:40:00,Roads,Pothole,1,1,good\n" + line);

        var fault = Assert.Throws<ImportException>(() => file.Scan(byTime: false));

        Assert.Equal(file.Path + message, fault.Message);
    }

    [Theory]
    [InlineData("", ", line 1: the file is empty, a header was expected")]
    [InlineData("id,at,class,kind,lat,lon,words\n", ", line 1: there is no column \"text\"")]
    [InlineData("id,at,class,kind,lat,lon,text,id\n", ", line 1, column 8 \"id\": the header names this column twice")]
    [InlineData("id,at,\"class\n", ", line 1, column 3: a quoted field is never closed")]
    public void A_fault_of_the_header_is_named(string text, string message)
    {
        var file = File(text);

        var fault = Assert.Throws<ImportException>(() => file.Scan(byTime: false));

        Assert.Equal(file.Path + message, fault.Message);
    }

    [Fact]
    public void A_text_over_2000_characters_is_named()
    {
        var file = File(Maps.Header + $"1,2016-06-13 16:40:00,Roads,Pothole,1,1,{new string('字', 2001)}\n");

        var fault = Assert.Throws<ImportException>(() => file.Scan(byTime: false));

        Assert.Equal($"{file.Path}, line 2, column 7 \"text\": is longer than 2000 characters; \"clean\": \"fit\" in the map cuts it", fault.Message);
    }

    [Fact]
    public void A_category_over_128_characters_is_named()
    {
        var file = File(Maps.Header + $"1,2016-06-13 16:40:00,Roads,{new string('x', 123)},1,1,x\n");

        var fault = Assert.Throws<ImportException>(() => file.Scan(byTime: false));

        Assert.Equal($"{file.Path}, line 2, column 4 \"kind\": the category is longer than 128 characters", fault.Message);
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_named()
    {
        var path = folder.File("latin1.csv");
        System.IO.File.WriteAllBytes(path, Encoding.Latin1.GetBytes(Maps.Header + "1,2016-06-13 16:40:00,Roads,Pothole,1,1,café\n"));

        var fault = Assert.Throws<ImportException>(() => new ImportFile(path, Maps.Small()).Scan(byTime: false));

        Assert.Equal($"{path}, line 2, column 7 \"text\": not UTF-8", fault.Message);
    }

    [Fact]
    public void A_file_that_is_not_there_says_so()
    {
        var path = folder.File("absent.csv");

        var fault = Assert.Throws<ImportException>(() => new ImportFile(path, Maps.Small()).Scan(byTime: false));

        Assert.Equal($"The file cannot be read: Could not find file '{path}'.", fault.Message);
    }

    private ImportFile File(string text) => new(folder.Write("cases.csv", text), Maps.Small());

    private List<ImportRow> Rows(string lines, ImportMap? map = null) =>
        [.. new ImportFile(folder.Write("cases.csv", Maps.Header + lines), map ?? Maps.Small()).Rows(0)];
}

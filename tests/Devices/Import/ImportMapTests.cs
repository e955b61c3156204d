using RealtimeGov.Devices.Import;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Devices.Tests.Import;

public sealed class ImportMapTests : IDisposable
{
    private const string Good = """
        { "source": "s", "id": "Id", "time": { "column": "T", "format": "yyyy-MM-dd HH:mm", "zone": "Asia/Shanghai" },
          "category": ["C"], "text": ["D", "C"] }
        """;

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_committed_map_says_what_the_file_is()
    {
        var map = ImportMapReader.Read(Repository.File("devices", "maps", "sf311.json"));

        Assert.Equal("sfbrigade/data-science-wg/sf_311_cases_sample", map.Source);
        Assert.Equal("CaseID", map.Id);
        Assert.Equal(new TimeColumn("Opened", "yyyy-MM-dd HH:mm:ss", "America/Los_Angeles", null), map.Time);
        Assert.Equal(["Category", "Request.Type"], map.Category);
        Assert.Equal(new PositionColumns("Lat", "Long"), map.Position);
        Assert.Equal(["Request.Details", "Request.Type", "Category"], map.Text);
        Assert.Equal(["NA"], map.Missing);
        Assert.Equal(TextCleaning.None, map.Clean);
    }

    [Fact]
    public void What_may_be_left_out()
    {
        var map = ImportMapReader.Read(folder.Write("map.json", Good));

        Assert.Null(map.Position);
        Assert.Empty(map.Missing);
        Assert.Equal(TextCleaning.None, map.Clean);
    }

    [Theory]
    [InlineData("\"source\": \"s\"", "\"sauce\": \"s\"", "\"sauce\" is not a known field; known are about, source, id, time, category, position, text, missing, clean")]
    [InlineData("\"source\": \"s\", ", "", "\"source\" is missing")]
    [InlineData("\"source\": \"s\"", "\"source\": 7", "\"source\" must be a text")]
    [InlineData("\"source\": \"s\"", "\"source\": \"\"", "\"source\" is missing")]
    [InlineData("\"zone\": \"Asia/Shanghai\"", "\"zone\": \"Asia/Wuzhen\"", "\"time.zone\" is \"Asia/Wuzhen\", not an IANA time zone")]
    [InlineData("\"zone\": \"Asia/Shanghai\"", "\"zone\": \"Asia/Shanghai\", \"zoneColumn\": \"Z\"", "\"time\" has either \"zone\" or \"zoneColumn\"")]
    [InlineData(", \"zone\": \"Asia/Shanghai\"", "", "\"time\" has either \"zone\" or \"zoneColumn\"")]
    [InlineData("HH:mm\"", "HH:mm zzz\"", "\"time.format\" reads an offset; a wall clock has none, its zone is named beside it")]
    [InlineData("[\"C\"]", "[\"A\", \"B\", \"C\"]", "\"category\" must be a list of 1 to 2 texts")]
    [InlineData("[\"C\"]", "\"C\"", "\"category\" must be a list of 1 to 2 texts")]
    [InlineData("[\"C\"]", "[\"C\"], \"position\": 1", "\"position\" must be an object")]
    [InlineData("[\"C\"]", "[\"C\"], \"position\": { \"latitude\": \"a\" }", "\"position.longitude\" is missing")]
    [InlineData("[\"C\"]", "[\"C\"], \"clean\": \"wash\"", "\"clean\" is \"wash\", neither \"none\" nor \"fit\"")]
    public void A_mistake_is_named_by_its_member(string right, string wrong, string message)
    {
        Assert.Contains(right, Good, StringComparison.Ordinal);
        var path = folder.Write("map.json", Good.Replace(right, wrong, StringComparison.Ordinal));

        var fault = Assert.Throws<ImportException>(() => ImportMapReader.Read(path));

        Assert.Equal($"{path}: {message}", fault.Message);
    }

    [Fact]
    public void What_is_no_JSON_is_named_by_line_and_column()
    {
        var path = folder.Write("map.json", "{\n  \"source\": \"s\",,\n}\n");

        var fault = Assert.Throws<ImportException>(() => ImportMapReader.Read(path));

        Assert.Equal($"{path}, line 2, column 17: not JSON", fault.Message);
    }

    [Fact]
    [Trait("lane", "cases")]
    public void Case_23_a_member_named_twice_is_refused_with_its_place()
    {
        var path = folder.Write("map.json", "{\n  \"source\": \"s\",\n  \"s\\u006furce\": \"t\"\n}\n");

        var fault = Assert.Throws<ImportException>(() => ImportMapReader.Read(path));

        Assert.Equal($"{path}, line 3, column 3: \"source\" comes twice", fault.Message);
    }

    [Fact]
    public void A_map_that_is_not_there_says_so()
    {
        var path = folder.File("absent.json");

        var fault = Assert.Throws<ImportException>(() => ImportMapReader.Read(path));

        Assert.Equal($"The map cannot be read: Could not find file '{path}'.", fault.Message);
    }
}

using System.Text;
using RealtimeGov.Devices.Import;
using RealtimeGov.Devices.Tests.Cli;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Devices.Tests.Import;

/// <summary>Faults of maps and files in Chinese; the English is asserted beside each rule.</summary>
public sealed class ImportWordsTests : IDisposable
{
    private const string Map = """
        { "source": "s", "id": "id", "time": { "column": "at", "format": "yyyy-MM-dd HH:mm", "zone": "Asia/Shanghai" },
          "category": ["class"], "text": ["text"] }
        """;

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("1,yesterday,Roads,Pothole,1,1,x\n", " 第 2 行第 2 列“at”：“yesterday”不是 yyyy-MM-dd HH:mm:ss 形式的时间")]
    [InlineData("NA,2016-06-13 16:40:00,Roads,Pothole,1,1,x\n", " 第 2 行第 1 列“id”：缺失（合并单元格只在首行有值，请向下填充）")]
    [InlineData("1,2016-06-13 16:40:00,Roads,Pothole,north,1,x\n", " 第 2 行第 5 列“lat”：“north”不是数字")]
    [InlineData("1,2016-06-13 16:40:00,Roads,Pothole,1,NA,x\n", " 第 2 行第 6 列“lon”：缺失，而另一坐标存在")]
    [InlineData("1,2016-06-13 16:40:00,\"Ro\nads\",Pothole,1,1,x\n", " 第 2 行第 3 列“class”：类别含控制字符")]
    [InlineData("1,2016-06-13 16:40:00,Roads\n", " 第 2 行：有 3 个字段，表头却有 7 个")]
    [InlineData("1,2016-06-13 16:40:00,Roads,Pot\"hole,1,1,x\n", " 第 2 行第 4 列：未以引号开头的字段中出现引号")]
    [InlineData("1,2016-06-13 16:40:00,Roads,\"Pot\"hole,1,1,x\n", " 第 2 行第 4 列：结束引号之后还有文字")]
    [InlineData("1,2016-06-13 16:40:00,\"Roads\",\"Pothole,1,1,x\n2,3\n", " 第 2 行第 4 列：引号字段没有结束引号")]
    public void A_fault_of_a_row(string row, string message) => Equal(Maps.Header + row, message);

    [Theory]
    [InlineData("", " 第 1 行：文件为空，缺少表头")]
    [InlineData("id,at,class,kind,lat,lon,words\n", " 第 1 行：没有“text”这一列")]
    [InlineData("id,at,class,kind,lat,lon,text,id\n", " 第 1 行第 8 列“id”：表头中此列出现两次")]
    public void A_fault_of_the_header(string text, string message) => Equal(text, message);

    [Theory]
    [InlineData("\"source\": \"s\"", "\"sauce\": \"s\"", "“sauce”字段不存在；可用的有 about、source、id、time、category、position、text、missing、clean")]
    [InlineData("\"source\": \"s\", ", "", "“source”缺失")]
    [InlineData("\"source\": \"s\"", "\"source\": 7", "“source”应为文本")]
    [InlineData("Asia/Shanghai", "Asia/Wuzhen", "“time.zone”为“Asia/Wuzhen”，不是 IANA 时区")]
    [InlineData(", \"zone\": \"Asia/Shanghai\"", "", "“time”须有“zone”或“zoneColumn”之一")]
    [InlineData("HH:mm\"", "HH:mm zzz\"", "“time.format”读取了时差；钟面时间没有时差，时区另行注明")]
    [InlineData("[\"class\"]", "[]", "“category”应为 1 至 2 段文本的列表")]
    [InlineData("[\"class\"]", "[\"class\"], \"position\": 1", "“position”应为对象")]
    [InlineData("[\"class\"]", "[\"class\"], \"clean\": \"wash\"", "“clean”为“wash”，应为“none”或“fit”")]
    public void A_fault_of_the_map(string right, string wrong, string message)
    {
        Assert.Contains(right, Map, StringComparison.Ordinal);
        var path = folder.Write("map.json", Map.Replace(right, wrong, StringComparison.Ordinal));

        var fault = Assert.Throws<ImportException>(() => ImportMapReader.Read(path));

        Assert.Equal($"{path}：{message}", fault.Said.Chinese);
    }

    [Fact]
    public void A_map_that_is_no_JSON()
    {
        var path = folder.Write("map.json", "{\n  \"source\": \"s\",,\n}\n");

        Assert.Equal($"{path} 第 2 行第 17 列：不是 JSON", Assert.Throws<ImportException>(() => ImportMapReader.Read(path)).Said.Chinese);
    }

    [Fact]
    public void A_member_that_comes_twice_in_a_map()
    {
        var path = folder.Write("map.json", Map.Replace("\"id\": \"id\"", "\"source\": \"t\"", StringComparison.Ordinal));

        Assert.Equal($"{path} 第 1 行第 18 列：“source”出现两次", Assert.Throws<ImportException>(() => ImportMapReader.Read(path)).Said.Chinese);
    }

    [Fact]
    public async Task The_command_line_speaks_the_language_that_was_chosen()
    {
        using var field = new CommandLine();
        var map = field.Folder.Write("map.json", Map);
        var file = field.Folder.Write("cases.csv", "id,at,class,text\n1,never,Roads,x\n");

        var (code, _, error) = await field.RunAsync(["replay", file, "--map", map, "--lang", "zh"]);

        Assert.Equal(2, code);
        Assert.Equal([$"{file} 第 2 行第 2 列“at”：“never”不是 yyyy-MM-dd HH:mm 形式的时间"], error);
    }

    private void Equal(string text, string message)
    {
        var path = folder.Write("cases.csv", text);

        var fault = Assert.Throws<ImportException>(() => new ImportFile(path, Maps.Small()).Scan(byTime: false));

        Assert.Equal(path + message, fault.Said.Chinese);
    }
}

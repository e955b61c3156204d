using RealtimeGov.Devices.Import;
using RealtimeGov.Fuzz.Tests.Engine;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Fuzz.Tests.Targets;

/// <summary>CSV files of <c>./field replay</c>. Read twice, the second time by place, they say the same.</summary>
internal sealed class CsvTarget : Target, IDisposable
{
    private const string Header = "id,at,class,kind,lat,lon,text\n";

    private readonly TempFolder folder = new();
    private readonly ImportMap map;

    public CsvTarget()
    {
        map = ImportMapReader.Read(folder.Write("map.json", MapTarget.Right));
        Take([.. "e\u0301\n"u8]).GetAwaiter().GetResult(); // Unicode's tables are read with the first name that needs them: no input's cost
    }

    public void Dispose() => folder.Dispose();

    public override string Name => "csv";

    public override int Rounds => 5_000;

    public override IReadOnlyList<byte[]> Valid { get; } =
    [
        System.Text.Encoding.UTF8.GetBytes(Header + "1,2016-06-13 16:40:00,Roads,Pothole,30,120,\"a \"\"deep\"\" hole,\n 坑\"\n2,2016-06-13 16:40:01,NA,,,,x\r\n\n3,2016-06-12 00:00:00,A,B,-30,1e2,👷\n"),
        [0xEF, 0xBB, 0xBF, .. System.Text.Encoding.UTF8.GetBytes(Header + "1,2016-06-13 16:40:00,Roads,Pothole,30,120,x")],
    ];

    public override IReadOnlyList<byte[]> Words { get; } =
        [[.. "\"\""u8], [.. "\n\""u8], [.. "\r\n"u8], [.. "\r"u8], [.. ",,"u8], [.. "NaN"u8], [.. "1e999"u8], [.. "9999-12-31 23:59:59"u8], [.. "0001-01-01 00:00:00"u8], [0xFF], [0xED, 0xA0, 0x80], [0xFF, 0xFE]];

    // A faulty row is looked at again: a row's bound, whatever its length.
    public override long? AllocatedBytesMax(int length) => 24_000_000 + 100 * length;

    public override Task Take(byte[] input)
    {
        var path = folder.File("cases.csv");
        File.WriteAllBytes(path, input);
        try
        {
            var file = new ImportFile(path, map);
            var scan = file.Scan(byTime: true);
            if (file.RowsAt(scan.ByTime!).Count() != scan.Rows) throw new InvalidDataException("by place there are other rows");
        }
        catch (ImportException refused)
        {
            if (refused.Said.English.Length == 0 || refused.Said.Chinese.Length == 0) throw new InvalidDataException("a refusal without words");
        }

        return Task.CompletedTask;
    }
}

/// <summary>Maps of <c>./field replay</c>.</summary>
internal sealed class MapTarget : Target, IDisposable
{
    public const string Right = """
        {"about":"x","source":"test","id":"id","time":{"column":"at","format":"yyyy-MM-dd HH:mm:ss","zone":"Asia/Shanghai"},
        "category":["class","kind"],"position":{"latitude":"lat","longitude":"lon"},"text":["text","kind"],"missing":["NA"],"clean":"fit"}
        """;

    private readonly TempFolder folder = new();
    private readonly string csv;

    public MapTarget() => csv = folder.Write("cases.csv", "id,at,class,kind,lat,lon,text\n1,2016-06-13 16:40:00,Roads,Asia/Shanghai,30,120,x\n");

    public void Dispose() => folder.Dispose();

    public override string Name => "map";

    public override int Rounds => 5_000;

    public override IReadOnlyList<byte[]> Valid { get; } =
        [System.Text.Encoding.UTF8.GetBytes(Right), System.Text.Encoding.UTF8.GetBytes(Right.Replace("\"zone\":\"Asia/Shanghai\"", "\"zoneColumn\":\"kind\""))];

    public override IReadOnlyList<byte[]> Words { get; } =
        [[.. "null"u8], [.. "[]"u8], [.. "{}"u8], [.. "\\ud800"u8], [.. "\\u0000"u8], [.. "\"\""u8], [.. "%"u8], [.. "'"u8], [.. "\\\\"u8], [.. "yyyyyyyyyyyyy"u8], [.. "ffffffff"u8], [.. "../"u8], [0xFF], [0xED, 0xA0, 0x80]];

    public override long? AllocatedBytesMax(int length) => 24_000_000 + 200 * length;

    public override Task Take(byte[] input)
    {
        var path = folder.File("map.json");
        File.WriteAllBytes(path, input);
        try
        {
            new ImportFile(csv, ImportMapReader.Read(path)).Scan(byTime: false);
        }
        catch (ImportException refused)
        {
            if (refused.Said.English.Length == 0 || refused.Said.Chinese.Length == 0) throw new InvalidDataException("a refusal without words");
        }

        return Task.CompletedTask;
    }
}

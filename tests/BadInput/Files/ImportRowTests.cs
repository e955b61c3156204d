using System.Text;
using RealtimeGov.BadInput.Tests.Table;
using RealtimeGov.Devices.Import;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.BadInput.Tests.Files;

/// <summary>Every column of a CSV file and every member of its map, as bad-input.md tells it. All rows are read before any is sent.</summary>
public sealed class ImportRowTests : IDisposable
{
    private const string Section = "CSV and maps of ./field";

    private const string Map = """
        {"about":"x","source":"test","id":"id","time":{"column":"at","format":"yyyy-MM-dd HH:mm:ss","zone":"Asia/Shanghai"},
        "category":["class","kind"],"position":{"latitude":"lat","longitude":"lon"},"text":["text"],"missing":["NA"],"clean":"none"}
        """;

    private static readonly string[] Columns = ["id", "at", "class", "kind", "lat", "lon", "text"];

    private static readonly string[] Values = ["1", "2016-06-13 16:40:00", "Roads", "Pothole", "30", "120", "a hole"];

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<string> Rows => BadInputTable.Keys(Section);

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_row_comes_true(string key)
    {
        var row = BadInputTable.Find(Section, key);
        var input = new Input(row.Input, _ => "");
        var map = Write("map.json", row.Target == "map" ? JsonBody.With(Map, row.Field, input) : Encoding.UTF8.GetBytes(Map));
        var csv = Write("cases.csv", row.Target == "CSV" ? Csv(row.Field, input) : Csv("", input));

        Told.Holds(row, Told.WithoutEcho(Read(csv, map), row.Sent), $"{row["English"]} | {row["中文"]}");
    }

    [Fact]
    public void Every_column_and_every_member_has_its_cases()
    {
        string[] ofColumn = ["missing", "too long", "wrong charset", "bidirectional", "zero-width", "emoji", "combining", "quote"];
        string[] members = ["about", "source", "id", "time", "time.column", "time.format", "time.zone", "category", "position", "position.latitude", "position.longitude", "text", "missing", "clean"];
        string[] ofMember = ["missing", "wrong type"];
        var told = BadInputTable.Of(Section).Select(row => row.Key).ToHashSet();

        var untold = Columns.SelectMany(column => ofColumn.Select(one => $"CSV {column}: {one}"))
            .Concat(members.SelectMany(member => ofMember.Select(one => $"map {member}: {one}")));

        Assert.Equal([], untold.Except(told));
    }

    private string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(folder.File(name), bytes);
        return folder.File(name);
    }

    // A column's value as the row writes it, quotes and all; header and file are wholes.
    private static byte[] Csv(string field, Input input)
    {
        var bytes = input.IsMissing || field.Length == 0 ? [] : input.Bytes;
        if (field == "file") return bytes;
        byte[] header = field == "header" ? bytes : Encoding.UTF8.GetBytes(string.Join(',', Columns));
        var cells = Columns.Zip(Values).Select(cell => cell.First == field ? bytes : Encoding.UTF8.GetBytes(cell.Second));
        byte[] row = field == "row" ? bytes : [.. cells.SelectMany((cell, at) => at == 0 ? cell : [(byte)',', .. cell])];
        return [.. header, (byte)'\n', .. row, (byte)'\n'];
    }

    // Without the folder's name, which is another each time.
    private string Read(string csv, string map)
    {
        try
        {
            using var file = new ImportFile(csv, ImportMapReader.Read(map));
            file.Scan(byTime: true);
            return "accepted | -";
        }
        catch (ImportException refused)
        {
            return $"{Shown(refused.Said.English)} | {Shown(refused.Said.Chinese)}";
        }
    }

    private string Shown(string said) => Visible.Of(said.Replace(folder.Path + "/", ""));
}

using System.Text.RegularExpressions;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.BadInput.Tests.Table;

/// <summary>
/// The tables of docs/contracts/bad-input.md. A line may name several fields, and several cases with one outcome: it is one
/// row for each. A cell that is empty repeats the one above.
/// </summary>
internal static partial class BadInputTable
{
    public static string Path { get; } = Repository.File("docs", "contracts", "bad-input.md");

    public static IReadOnlyList<Row> All { get; } = [.. Read(File.ReadAllLines(Path))];

    public static IEnumerable<Row> Of(string section) => All.Where(row => row.Section == section);

    public static TheoryData<string> Keys(string section) => [.. Of(section).Select(row => row.Key)];

    public static Row Find(string section, string key) => Of(section).Single(row => row.Key == key);

    private static IEnumerable<Row> Read(string[] lines)
    {
        var section = "";
        string[]? columns = null;
        string[] above = [];
        for (var at = 0; at < lines.Length; at++)
        {
            var line = lines[at];
            if (line.StartsWith("## ", StringComparison.Ordinal)) section = line[3..];
            if (!line.StartsWith("| ", StringComparison.Ordinal))
            {
                if (!line.StartsWith("|-", StringComparison.Ordinal)) columns = null;
                continue;
            }

            var cells = Cells(line);
            if (columns is null)
            {
                columns = cells;
                above = new string[cells.Length];
                continue;
            }

            if (!columns.Contains("cases")) continue;
            if (cells.Length != columns.Length) throw new InvalidOperationException($"{Path}, line {at + 1}: {cells.Length} cells below {columns.Length} headings");
            for (var i = 0; i < cells.Length; i++)
                if (cells[i].Length == 0) cells[i] = above[i];
            above = cells;
            foreach (var row in Rows(columns.Zip(cells).ToDictionary(), at + 1)) yield return new Row(section, at + 1, row);
        }
    }

    // One for each of its fields and each of its cases.
    private static IEnumerable<Dictionary<string, string>> Rows(Dictionary<string, string> cells, int line)
    {
        var cases = Case().Matches(cells["cases"]);
        if (cases.Count == 0 || cases.Sum(one => one.Length) != cells["cases"].Length)
            throw new InvalidOperationException($"{Path}, line {line}: cases are a name and an input in backticks each, separated by semicolons");
        return
            from field in cells["field"].Split(',', StringSplitOptions.TrimEntries)
            from one in cases
            select cells.ToDictionary(cell => cell.Key, cell => Bare(cell.Value)).With("field", field)
                .With("case", one.Groups["name"].Value).With("input", one.Groups["input"].Value);
    }

    private static Dictionary<string, string> With(this Dictionary<string, string> cells, string column, string cell)
    {
        cells[column] = cell;
        return cells;
    }

    // too long `2001 × "x"`; emoji `"x"`
    [GeneratedRegex("(?<name>[^`;]+?) `(?<input>[^`]*)`(; |$)")]
    private static partial Regex Case();

    private static string[] Cells(string line) => [.. line.Trim().Trim('|').Split(" |").Select(cell => cell.Trim())];

    private static string Bare(string cell) => cell is ['`', .., '`'] ? cell[1..^1] : cell;
}

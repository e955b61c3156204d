using System.Text.RegularExpressions;
using RealtimeGov.BadInput.Tests.Table;
using RealtimeGov.BadInput.Tests.Town;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.BadInput.Tests.Http;

/// <summary>Every call of the API, as bad-input.md tells it. What is refused changes nothing.</summary>
[Collection(OneTown.Name)]
public sealed partial class HttpRowTests(TownServer town)
{
    private const string Section = "HTTP";

    public static TheoryData<string> Rows => BadInputTable.Keys(Section);

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_row_comes_true(string key)
    {
        var row = BadInputTable.Find(Section, key);
        await town.Restore();
        var before = await town.State.Read();

        var came = await new HttpRows(town).Send(row);

        came = Told.WithoutEcho(came, row.Sent).Replace($"has version {before.Placement}", "has version {version}", StringComparison.Ordinal);
        Told.Holds(row, came, $"{row["status"]} | {row["code"]} | {row["English"]} | {row["中文"]}");
        var counted = before.Counted(await town.State.Read());
        if (row["status"] != "200") Told.Holds(row, counted, "nothing");
    }

    [Fact]
    public void Every_call_has_rows_for_each_of_its_parts()
    {
        var told = BadInputTable.Of(Section).Select(row => $"{row.Target} {row.Field}").ToHashSet();

        var untold = Calls().SelectMany(call => Parts(call).Select(part => $"{call.Groups["call"].Value} {part}")).Where(part => !told.Contains(part));

        Assert.Empty(untold.Distinct());
    }

    // From the contracts of HTTP: | `GET /api/v1/...?query` `{body}` | `[{body}]` -> ... |
    private static IEnumerable<Match> Calls() =>
        new[] { "http.md", "admin.md" }.SelectMany(file => Call().Matches(File.ReadAllText(Repository.File("docs", "contracts", file)).Replace("{yyyy-MM-dd or today}", "{date}")));

    private static IEnumerable<string> Parts(Match call)
    {
        foreach (Match part in Parameter().Matches(call.Groups["call"].Value)) yield return part.Groups["name"].Value;
        foreach (Match part in Query().Matches(call.Groups["query"].Value)) yield return $"?{part.Groups["name"].Value}";
        foreach (var part in call.Groups["body"].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)) yield return part.TrimEnd('?');
        if (call.Groups["body"].Success || call.Groups["call"].Value.Contains("placement")) yield return "authorization";
        if (!call.Groups["body"].Success) yield break;
        yield return "content-type";
        yield return "body";
    }

    [GeneratedRegex(@"^\| `(?<call>(GET|POST) /api/v1[^`?]*?)(\?(?<query>[^`]*))?`( `\{(?<body>[^`]*)\}`| \| `\[\{(?<body>[^`]*)\}\]` ->)?", RegexOptions.Multiline)]
    private static partial Regex Call();

    [GeneratedRegex(@"\{(?<name>code|id|name|date)[^}]*\}")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"(?<name>\w+)=\w+")]
    private static partial Regex Query();
}

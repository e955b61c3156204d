using System.Text;
using RealtimeGov.Domain.Issues;
using RealtimeGov.Domain.Settings;

namespace RealtimeGov.Domain.Tests.Issues;

/// <summary>docs/loop.md: what surrounds the tables is written by hand, the tables come from the code.</summary>
internal static class LoopPage
{
    private const string Begin = "<!-- from the code: ", End = "<!-- end -->";

    public static string Render(string page)
    {
        page = Replace(page, "steps", Steps());
        page = Replace(page, "refusals", Refusals(IssueRefusals.Words));
        return Replace(page, "refused settings", Refusals(SettingRefusals.Words));
    }

    private static string Replace(string page, string name, string table)
    {
        var begin = page.IndexOf($"{Begin}{name} -->", StringComparison.Ordinal);
        Assert.True(begin >= 0, $"docs/loop.md has no place for {name}");
        var from = page.IndexOf('\n', begin) + 1;
        var until = page.IndexOf(End, from, StringComparison.Ordinal);
        return string.Concat(page.AsSpan(0, from), table, page.AsSpan(until));
    }

    private static string Steps()
    {
        var table = new StringBuilder("| step | 步骤 | from | who may | must be given | leads to |\n|---|---|---|---|---|---|\n");
        foreach (var rule in IssueSteps.Table)
        {
            var next = rule.Next.Count == 0 ? "stays" : string.Join(", ", rule.Next);
            table.Append($"| `{rule.Step}`: {rule.English} | {rule.Chinese} | {string.Join(", ", rule.From)} | {rule.By} | {(rule.Needs == Needs.Nothing ? "" : rule.Needs)} | {next} |\n");
        }
        return table.ToString();
    }

    private static string Refusals(IEnumerable<(string Code, string English, string Chinese)> words)
    {
        var table = new StringBuilder("| code | English | 中文 |\n|---|---|---|\n");
        foreach (var (code, english, chinese) in words) table.Append($"| `{code}` | {english} | {chinese} |\n");
        return table.ToString();
    }
}

using System.Text;
using RealtimeGov.Domain.Programmes;

namespace RealtimeGov.Domain.Tests.Programmes;

/// <summary>The tables of docs/programmes.md as the code has them: everything from the first heading of a kind on.</summary>
internal static class ProgrammePage
{
    private const string Mark = "<!-- From here on generated from silo/Domain/Programmes; a test compares the two. -->\n";

    public static string Render(string page) => page[..(page.IndexOf(Mark, StringComparison.Ordinal) + Mark.Length)] + Tables();

    private static string Tables()
    {
        var text = new StringBuilder();
        foreach (var kind in ProgrammeKinds.All)
        {
            text.Append($"\n## {kind.English} {kind.Chinese}: `{kind.Name}`\n\n| action | 中文 | by whom | fields |\n|---|---|---|---|\n");
            foreach (var action in kind.Actions.Prepend(kind.Define))
                text.Append($"| `{action.Name}` | {action.Chinese} | {(action.Runs ? "who runs it" : "who takes part")} | {string.Join(", ", Fields(action))} |\n");
            text.Append("\nFigures: ").AppendJoin(", ", kind.Figures.Select(figure => $"`{figure.Name}` {figure.Chinese}"));
            text.Append(". States: ").AppendJoin(", ", kind.States.Select(state => $"`{state.Name}` {state.Chinese}")).Append(".\n");
            Refusals(text, kind.Refusals);
        }
        text.Append("\n## What every kind refuses\n");
        Refusals(text, ProgrammeRefusals.Words);
        return text.ToString();
    }

    private static IEnumerable<string> Fields(ProgrammeAction action)
    {
        if (action.HasItem) yield return "**`item`**";
        foreach (var field in action.Fields)
        {
            var name = field.Needed ? $"**`{field.Name}`**" : $"`{field.Name}`";
            yield return field.Choices.Count > 0 ? $"{name} ({string.Join("; ", field.Choices.Select(choice => choice.Name))})" : $"{name} {field.Kind.ToString().ToLowerInvariant()}";
        }
    }

    private static void Refusals(StringBuilder text, IEnumerable<ProgrammeWord> refusals)
    {
        text.Append("\n| refused | | 中文 |\n|---|---|---|\n");
        foreach (var refusal in refusals) text.Append($"| `{refusal.Name}` | {refusal.English} | {refusal.Chinese} |\n");
    }
}

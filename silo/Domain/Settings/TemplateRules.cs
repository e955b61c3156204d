using RealtimeGov.Domain.Issues;
using RealtimeGov.Domain.Taxonomy;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Settings;

/// <summary>The phrases that a town gives its desks. What somebody writes with one is checked with the step, like all words.</summary>
public static class TemplateRules
{
    public const int TemplatesMax = 200, NameMax = 40, TextMax = 2_000;

    private static readonly string[] Languages = ["", "zh", "en"];

    private static readonly HashSet<string> Steps =
        [.. IssueSteps.Table.Select(rule => $"{rule.Step}").Select(step => string.Concat(char.ToLowerInvariant(step[0]), step[1..]))];

    public static SettingDecision? FaultOf(TemplateSettings settings)
    {
        if (settings.Templates.Count > TemplatesMax) return new(null, SettingRefusals.TemplatesTooMany, $"{settings.Templates.Count} phrases; {TemplatesMax} at most");
        foreach (var (at, one) in settings.Templates.Index())
            if (FaultOf(one) is { } fault) return new(null, SettingRefusals.TemplateMalformed, $"templates[{at}]: {fault}");
        return settings.Templates.GroupBy(one => (one.Step, one.Language, one.Name)).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? new(null, SettingRefusals.TemplateTwice, $"'{twice.Key.Name}' for '{twice.Key.Step}'")
            : null;
    }

    private static string? FaultOf(ReplyTemplate one)
    {
        if (!Printable.IsName(one.Name, NameMax)) return "the name";
        if (string.IsNullOrWhiteSpace(one.Text) || one.Text.Length > TextMax || one.Text.Any(c => c == '\uFFFD' || (char.IsControl(c) && c is not ('\n' or '\r' or '\t')))) return "the words";
        if (one.Step.Length > 0 && !Steps.Contains(one.Step)) return $"the step '{one.Step}'";
        return Languages.Contains(one.Language) ? null : $"the language '{one.Language}'";
    }
}

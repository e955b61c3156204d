using RealtimeGov.Domain.Privacy;
using RealtimeGov.Domain.Programmes;
using RealtimeGov.Domain.Time;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Gateway.Desk;
using RealtimeGov.Projections.Programmes;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Programmes;

/// <summary>A word in both languages, as JSON has it.</summary>
internal sealed record WordJson(string Name, string En, string Zh)
{
    public static WordJson From(ProgrammeWord word) => new(word.Name, word.English, word.Chinese);
}

/// <summary>A kind of programme, with all that a page must know to show and to work it.</summary>
internal sealed record KindJson(
    string Kind, string En, string Zh, IReadOnlyList<WordJson> States, IReadOnlyList<WordJson> Figures, IReadOnlyList<WordJson> Columns, ActionJson Define, IReadOnlyList<ActionJson> Actions)
{
    public static KindJson From(ProgrammeKind kind) => new(
        kind.Name, kind.English, kind.Chinese, [.. kind.States.Select(WordJson.From)], [.. kind.Figures.Select(WordJson.From)], [.. kind.Columns.Select(WordJson.From)],
        ActionJson.From(kind.Define), [.. kind.Actions.Select(ActionJson.From)]);
}

internal sealed record ActionJson(string Action, string En, string Zh, bool Runs, bool HasItem, IReadOnlyList<FieldJson> Fields)
{
    public static ActionJson From(ProgrammeAction action) => new(action.Name, action.English, action.Chinese, action.Runs, action.HasItem, [.. action.Fields.Select(FieldJson.From)]);
}

internal sealed record FieldJson(string Field, string Type, string En, string Zh, bool Needed, IReadOnlyList<WordJson> Choices)
{
    public static FieldJson From(ProgrammeField field) => new(
        field.Name, Words.Of(field.Kind) is { Length: > 0 } type ? type : "id", field.English, field.Chinese, field.Needed, [.. field.Choices.Select(choice => new WordJson(choice.Name, choice.English, choice.Chinese))]);
}

/// <param name="Overdue">Items that were due before today and still are.</param>
/// <param name="Text">What was written of it last; null of somebody who may not see it, or where nothing was.</param>
internal sealed record ProgrammeJson(
    string Kind, string Id, string Title, string Region, string State, ulong Version, string ChangedAt, IReadOnlyDictionary<string, long> Figures, long Overdue,
    IReadOnlyDictionary<string, long> Numbers, IReadOnlyDictionary<string, string> Words, IReadOnlyDictionary<string, string>? Text, bool Runs)
{
    public static ProgrammeJson From(ListedProgramme one, long overdue, bool runs, TextView texts) => new(
        one.Kind, one.Id, one.Row.Title, one.Row.Region, one.Row.State, one.Version, Iso.Time(one.Row.ChangedAtUs), one.Row.Figures, overdue, one.Row.Numbers, one.Row.Words, texts.Of(one.Content), runs);
}

/// <param name="People">Those that the caller may know: all, or the caller alone.</param>
/// <param name="Days">Of the numbers, those that are days.</param>
internal sealed record ItemJson(
    string Item, string Part, string Title, string Region, string State, IReadOnlyList<string> People, int PeopleCount, string? From, string? Until, string? Due, bool Overdue,
    IReadOnlyDictionary<string, long> Numbers, IReadOnlyDictionary<string, string> Days, IReadOnlyDictionary<string, string> Words, IReadOnlyDictionary<string, string>? Text, ulong Version)
{
    public static ItemJson Of(ProgrammeKind kind, ListedItem one, Func<string, bool> knows, int today, TextView texts)
    {
        var days = kind.Columns.Where(column => column.IsDay).Select(column => column.Name).ToHashSet();
        return new(
            one.Item, one.Part, one.Row.Title, one.Row.Region, one.State, [.. one.Row.People.Where(knows)], one.Row.People.Count, DayOf(one.Row.FromDate), DayOf(one.Row.UntilDate), DayOf(one.DueDate),
            one.DueDate > 0 && one.DueDate < today, one.Row.Numbers.Where(number => !days.Contains(number.Key)).ToDictionary(),
            one.Row.Numbers.Where(number => days.Contains(number.Key)).ToDictionary(number => number.Key, number => LocalDay.Format((int)number.Value)),
            one.Row.Words.ToDictionary(word => word.Key, word => PersonWords.Contains(word.Key) && !knows(word.Value) ? "" : word.Value), texts.Of(one.Content), one.Seq);
    }

    /// <summary>Of the words, those that are a person's id, or an issue's, by which its hour can be asked.</summary>
    private static readonly HashSet<string> PersonWords = ["checker", "issue"];

    public static string? DayOf(int day) => day == 0 ? null : LocalDay.Format(day);
}

/// <summary>How the caller is shown what people wrote: not at all, without the numbers that lead to a person, or as it stands.</summary>
internal sealed record TextView(bool Sees, bool Masks, Func<string, bool> IsCode)
{
    public IReadOnlyDictionary<string, string>? Of(ProgrammeContent? content) =>
        content is null || !Sees ? null : content.Texts.ToDictionary(text => text.Key, text => Masks ? TextMask.Masked(text.Value, IsCode) : text.Value);
}

internal sealed record HistoryJson(ulong Version, string What, string Item, string Kind, string? By, string At, string CommandId)
{
    public static HistoryJson From(ProgrammeHistoryRow row, Func<string, bool> knows) => new(
        row.Seq, Words.Of(row.Event.KindCase), row.Event.Item, row.PrincipalKind, row.PrincipalKind != "person" || knows(row.PrincipalId) ? row.PrincipalId : null, Iso.Time(row.RecordedAtUs), row.CommandId.ToString("D"));
}

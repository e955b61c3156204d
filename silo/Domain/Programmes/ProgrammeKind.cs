namespace RealtimeGov.Domain.Programmes;

/// <summary>Something that can be done with a programme of a kind.</summary>
/// <param name="Runs">Only for whoever runs such programmes; else for everybody who takes part.</param>
/// <param name="HasItem">It is about one item.</param>
public sealed record ProgrammeAction(string Name, string English, string Chinese, bool Runs, bool HasItem, params IReadOnlyList<ProgrammeField> Fields);

/// <summary>A figure, a state, a column or a refusal in both languages.</summary>
/// <param name="IsDay">Of a column: its number is a day.</param>
public sealed record ProgrammeWord(string Name, string English, string Chinese, bool IsDay = false);

/// <summary>A kind of programme: everything that a shell must know of it to take requests, sheets and questions about it.</summary>
/// <param name="Create">A programme of this kind before its first event, by its id.</param>
/// <param name="Actions">Beside <c>define</c>, whose further fields are <paramref name="Settings"/>.</param>
/// <param name="Columns">Of an item's numbers and words, those that lists and sheets show.</param>
/// <param name="Refusals">Codes beside <see cref="ProgrammeRefusals"/>, in both languages.</param>
public sealed record ProgrammeKind(
    string Name, string English, string Chinese, Func<string, Programme> Create, IReadOnlyList<ProgrammeField> Settings, IReadOnlyList<ProgrammeAction> Actions,
    IReadOnlyList<ProgrammeWord> States, IReadOnlyList<ProgrammeWord> Figures, IReadOnlyList<ProgrammeWord> Columns, IReadOnlyList<ProgrammeWord> Refusals)
{
    public const string DefineName = "define";

    /// <summary>Title and region of it, and its settings; the whole, not a difference.</summary>
    public ProgrammeAction Define { get; } = new(
        DefineName, "Define", "设立", Runs: true, HasItem: false,
        [new("title", FieldKind.Title, "Title", "名称", Needed: true), new("region", FieldKind.Region, "Region", "区划", Needed: true), .. Settings]);

    /// <summary>Null where there is none of that name.</summary>
    public ProgrammeAction? Find(string action) => action == DefineName ? Define : Actions.FirstOrDefault(one => one.Name == action);
}

using RealtimeGov.Domain.Regions;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Programmes;

/// <summary>Who acts, and when.</summary>
/// <param name="By">As the gateway established it.</param>
/// <param name="Units">In which the person works.</param>
/// <param name="Date">The local day of the programme's region.</param>
/// <param name="Tree">Of that day.</param>
public sealed record ActContext(string By, IReadOnlyList<string> Units, long AtUs, int Date, TreeOfDay Tree)
{
    /// <summary>All that was written of the programme and is kept, for acts that are decided on it; else nothing.</summary>
    public IReadOnlyList<ProgrammeContent> Contents { get; init; } = [];

    /// <summary>The town's programmes of the kinds that the act is decided on; else nothing.</summary>
    public IReadOnlyList<ProgrammeGlance> Programmes { get; init; } = [];

    /// <summary>Big and hard matters that are open in the programme's region, for acts that are decided on them; else nothing.</summary>
    public IReadOnlyList<MatterGlance> Matters { get; init; } = [];
}

/// <summary>Another programme as it is listed at that moment.</summary>
public sealed record ProgrammeGlance(string Kind, string Id, string Title, string Region, IReadOnlyDictionary<string, long> Figures);

/// <summary>An open issue as it stands at that moment.</summary>
/// <param name="Stage">As lists have it.</param>
/// <param name="Holder">The unit that leads; empty where nobody does.</param>
/// <param name="DueUs">0 where nothing is due.</param>
public sealed record MatterGlance(string Issue, string Category, string Grid, MatterSize Size, string Stage, string Holder, long OpenedAtUs, long DueUs);

/// <summary>An act whose fields have been found to be as its action wants them.</summary>
public sealed class Act(ProgrammeAct sent, ActContext context)
{
    private static readonly char[] Between = [' ', ',', '，', '、', ';', '；'];

    public string Action => sent.Action;

    public string Item => sent.Item;

    public string By => context.By;

    public IReadOnlyList<string> Units => context.Units;

    public int Date => context.Date;

    public TreeOfDay Tree => context.Tree;

    /// <summary>The caller runs such programmes here, and may act for others.</summary>
    public bool Runs => sent.Runs;

    public IReadOnlyList<ProgrammeContent> Contents => context.Contents;

    public IReadOnlyList<ProgrammeGlance> Programmes => context.Programmes;

    public IReadOnlyList<MatterGlance> Matters => context.Matters;

    public bool HasText => sent.Texts.Count > 0;

    /// <summary>The person it is done for: whoever acts where nobody is named.</summary>
    public string Person => Word("person") is { Length: > 0 } named ? named : context.By;

    /// <summary>Empty where it was not given.</summary>
    public string Word(string field) => sent.Words.TryGetValue(field, out var word) ? word : "";

    /// <inheritdoc cref="Word"/>
    public string Text(string field) => sent.Texts.TryGetValue(field, out var text) ? text : "";

    public IReadOnlyList<string> Words(string field) => SplitWords(Word(field));

    public long Number(string field, long otherwise = 0) => sent.Numbers.TryGetValue(field, out var number) ? number : otherwise;

    public int Day(string field, int otherwise = 0) => (int)Number(field, otherwise);

    public bool Flag(string field) => Number(field) != 0;

    public ProgrammeEvent Event(string? item = null) => new() { Item = item ?? sent.Item, By = context.By, AtUs = context.AtUs, Date = context.Date, HasText = HasText };

    public static IReadOnlyList<string> SplitWords(string words) => [.. words.Split(Between, StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)];
}

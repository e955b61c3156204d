using RealtimeGov.Domain.Programmes;
using RealtimeGov.Domain.Regions;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Tests.Programmes;

/// <summary>A programme whose acts are decided and applied as its grain does: town T with the villages V1 to V130, on a day that a test may move.</summary>
internal sealed class ProgrammeRun
{
    private readonly ProgrammeKind kind;

    public ProgrammeRun(ProgrammeKind kind, object? settings = null)
    {
        (this.kind, Programme) = (kind, kind.Create("x"));
        Must("office", ProgrammeKind.DefineName, "", Merge(settings, ("title", "项目"), ("region", "T")));
    }

    public static TreeOfDay Tree { get; } = RegionTree.From([Defined("T", "town", ""), .. Enumerable.Range(1, 130).Select(n => Defined($"V{n}", "village", "T"))]).On(20_000);

    public Programme Programme { get; private set; }

    public int Today { get; set; } = Day("2026-03-09");

    public IReadOnlyList<string> Units { get; set; } = [];

    public IReadOnlyDictionary<string, long> Figures => Programme.Figures();

    public static int Day(string date) => LocalDay.TryParse(date, out var day) ? day : throw new FormatException(date);

    public ProgrammeItem Item(string item) => Programme.Items[item];

    /// <summary>By the office that runs it; "" where it was done.</summary>
    public string Office(string action, string item, object? fields = null) => Act("office", true, action, item, fields).Refused;

    /// <summary>By somebody who takes part.</summary>
    public string By(string person, string action, string item, object? fields = null) => Act(person, false, action, item, fields).Refused;

    public void Must(string by, string action, string item, object? fields = null)
    {
        var decision = Act(by, true, action, item, fields);
        Assert.True(decision.Refused.Length == 0, $"{action} {item}: {decision.Refused} {decision.Detail}");
    }

    public ProgrammeDecision Act(string by, bool runs, string action, string item, object? fields)
    {
        var decision = Programme.Decide(Sent(action, item, fields, runs), new ActContext(by, Units, Today * Instant.DayUs, Today, Tree));
        foreach (var e in decision.Events) Programme.Apply(e);
        // Whatever was decided, folding the events again makes the same; of a long run each time would take seconds.
        if (Programme.Seq < 64 || Programme.Seq % 64 == 0) Assert.Equal(Programme.ToRow(), Programme.Copy().ToRow());
        return decision;
    }

    public ProgrammeBatch Batch(params IReadOnlyList<ProgrammeAct> acts) => ProgrammeBatch.Decide(Programme, acts, new ActContext("office", Units, Today * Instant.DayUs, Today, Tree));

    public ProgrammeAct Sent(string action, string item, object? fields = null, bool runs = true)
    {
        var act = new ProgrammeAct { Action = action, Item = item, Runs = runs };
        foreach (var (name, value) in Values(fields))
        {
            var field = kind.Find(action)?.Fields.FirstOrDefault(one => one.Name == name)?.Kind;
            if (value is int or long) act.Numbers[name] = Convert.ToInt64(value, null);
            else if (value is bool flag) act.Numbers[name] = flag ? 1 : 0;
            else if (field == FieldKind.Day) act.Numbers[name] = Day((string)value);
            else if (field == FieldKind.Text) act.Texts[name] = (string)value;
            else act.Words[name] = (string)value;
        }
        return act;
    }

    private static IEnumerable<(string Name, object Value)> Values(object? fields) => fields switch
    {
        null => [],
        IEnumerable<(string, object)> given => given,
        _ => fields.GetType().GetProperties().Select(property => (property.Name.TrimStart('@'), property.GetValue(fields)!)),
    };

    private static IEnumerable<(string, object)> Merge(object? settings, params (string, object)[] more) => [.. Values(settings), .. more];

    private static RegionDefined Defined(string code, string kind, string parent) =>
        new() { Region = new Region { Code = code, Name = code, Kind = kind, Parent = parent }, FromDate = LocalDay.Beginning };
}

using System.Globalization;
using RealtimeGov.Domain.Regions;
using RealtimeGov.Domain.Stewards;
using RealtimeGov.Domain.Taxonomy;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Programmes;

/// <summary>Whether what was sent is what an action's fields want.</summary>
public static class ActForm
{
    public const int TitleCharactersMax = 100;
    public const int TextCharactersMax = 2_000;
    public const long NumberMax = 1_000_000_000;
    public const int ListMax = 500;

    /// <summary>Null where all is well; else why not, with the field's name.</summary>
    /// <param name="region">The programme's; empty before it is defined.</param>
    public static ProgrammeDecision? FaultOf(ProgrammeAction action, ProgrammeAct sent, string region, string by, TreeOfDay tree)
    {
        if (action.HasItem && !StewardRules.IsId(sent.Item)) return Fault("item", $"is 1 to {StewardRules.IdCharactersMax} of A-Z, a-z, 0-9, '_', '.', '-'");
        foreach (var field in sent.Words.Keys.Concat(sent.Numbers.Keys).Concat(sent.Texts.Keys))
            if (!action.Fields.Any(known => known.Name == field)) return ProgrammeDecision.Refuse(ProgrammeRefusals.FieldUnknown, $"'{action.Name}' has no field '{field}'");
        foreach (var field in action.Fields)
        {
            if (!IsGiven(field, sent))
            {
                if (field.Needed) return ProgrammeDecision.Refuse(ProgrammeRefusals.FieldMissing, $"`{field.Name}`");
            }
            else if (FaultOf(field, sent, region, by, tree) is { } fault) return fault;
        }
        return null;
    }

    private static ProgrammeDecision? FaultOf(ProgrammeField field, ProgrammeAct sent, string region, string by, TreeOfDay tree)
    {
        var word = sent.Words.GetValueOrDefault(field.Name, "");
        switch (field.Kind)
        {
            case FieldKind.Id:
                return StewardRules.IsId(word) ? null : Fault(field.Name, $"is 1 to {StewardRules.IdCharactersMax} of A-Z, a-z, 0-9, '_', '.', '-'");
            case FieldKind.Person:
                if (!StewardRules.IsId(word)) return Fault(field.Name, $"is an id of 1 to {StewardRules.IdCharactersMax} of A-Z, a-z, 0-9, '_', '.', '-', and no name");
                return field.Name != "person" || sent.Runs || word == by ? null : ProgrammeDecision.Refuse(ProgrammeRefusals.NotOwn, $"`{field.Name}` is '{word}', who is somebody else");
            case FieldKind.People:
                var people = Act.SplitWords(word);
                return people.Count is > 0 and <= ListMax && people.All(StewardRules.IsId) ? null : Fault(field.Name, $"is 1 to {ListMax} ids");
            case FieldKind.Title:
                return Printable.IsName(word, TitleCharactersMax) ? null : Fault(field.Name, $"is 1 to {TitleCharactersMax} printable characters");
            case FieldKind.Text:
                return sent.Texts[field.Name].Length <= TextCharactersMax ? null : Fault(field.Name, $"has at most {TextCharactersMax} characters");
            case FieldKind.Region: return RegionFault(word, region, tree);
            case FieldKind.Regions:
                var regions = Act.SplitWords(word);
                if (regions.Count is 0 or > ListMax) return Fault(field.Name, $"is 1 to {ListMax} codes of regions");
                return regions.Select(one => RegionFault(one, region, tree)).FirstOrDefault(fault => fault is not null);
            case FieldKind.Numbers:
                var numbers = Act.SplitWords(word);
                return numbers.Count is > 0 and <= 31 && numbers.All(one => int.TryParse(one, NumberStyles.None, CultureInfo.InvariantCulture, out _)) ? null : Fault(field.Name, "is 1 to 31 whole numbers");
            case FieldKind.Choice:
                return field.Choices.Any(choice => choice.Name == word) ? null : Fault(field.Name, $"is one of {string.Join(", ", field.Choices.Select(choice => choice.Name))}");
            case FieldKind.Line: return GeoLine.Parse(word) is not null ? null : Fault(field.Name, $"is 2 to {GeoLine.PointsMax} points `latitude,longitude` in degrees, with blanks between them");
            case FieldKind.Flag: return sent.Numbers[field.Name] is 0 or 1 ? null : Fault(field.Name, "is true or false");
            case FieldKind.Day: return sent.Numbers[field.Name] is >= DayMin and <= DayMax ? null : Fault(field.Name, "is a day from 1970-01-02 to 2199-12-31");
            default: return sent.Numbers[field.Name] is >= 0 and <= NumberMax ? null : Fault(field.Name, $"is 0 to {NumberMax}");
        }
    }

    private const int DayMin = 1, DayMax = 84_005;

    private static bool IsGiven(ProgrammeField field, ProgrammeAct sent) => field.Kind switch
    {
        FieldKind.Text => sent.Texts.ContainsKey(field.Name),
        FieldKind.Day or FieldKind.Number or FieldKind.Flag => sent.Numbers.ContainsKey(field.Name),
        _ => sent.Words.ContainsKey(field.Name),
    };

    private static ProgrammeDecision? RegionFault(string code, string region, TreeOfDay tree)
    {
        if (tree.Find(code) is null) return ProgrammeDecision.Refuse(ProgrammeRefusals.RegionUnknown, $"'{code}'");
        return region.Length == 0 || People.Access.IsWithin(code, region, tree) ? null : ProgrammeDecision.Refuse(ProgrammeRefusals.RegionOutside, $"'{code}' is not below '{region}'");
    }

    private static ProgrammeDecision Fault(string field, string must) => ProgrammeDecision.Refuse(ProgrammeRefusals.FieldMalformed, $"`{field}` {must}");
}

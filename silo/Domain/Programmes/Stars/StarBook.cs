using System.Globalization;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Programmes.Stars;

/// <summary>
/// Stars of grids, by half-years, published by the year. What is weighed and how much stands beside each star; linked households judge
/// by codes that name nobody. A star leads to nothing by itself, and is of a grid, never of a person.
/// </summary>
public sealed class StarBook(string id) : Programme(id)
{
    /// <summary>Who judges: the service of those whom nobody asks who they are.</summary>
    public const string Residents = "residents";

    public const string CodeUnknown = StarForm.CodeUnknown;

    /// <summary>Of one programme: a town's households in both halves of a few years.</summary>
    public const int CodesMax = 100_000;

    public const string Current = "current", Open = "open", Rated = "rated", Published = "published";

    private const string Input = "input", Grid = "grid", Half = "half", Year = "year", Star = "star";
    private const int WeightsInAll = 100;

    private readonly Dictionary<string, Slip> slips = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> levels = new(StringComparer.Ordinal); // summed, by half-year of a grid
    private readonly Dictionary<(string Half, string Input), long> values = [];

    public static ProgrammeKind Kind => StarForm.Kind;

    protected override ProgrammeKind KindOf => StarForm.Kind;

    public override IReadOnlyDictionary<string, long> Figures() => new Dictionary<string, long>
    {
        ["inputs"] = All(Input).Count(), ["weights"] = WeightsNow, ["grids"] = All(Grid).Count(), ["rated"] = All(Half).Count(one => one.State != Open), ["years"] = All(Year).Count(),
        ["codes"] = slips.Count, ["answers"] = slips.Values.Count(slip => slip.IsSpent),
    };

    protected override ProgrammeDecision Decide(Act act)
    {
        var e = act.Event();
        switch (act.Action)
        {
            case "input": return SetInput(act, e);
            case "grid":
                e.StarGridListed = new StarGridListed { Region = act.Word("region") };
                return PutUp(e);
            case "judge": return Judge(act, e);
            case "publish": return Publish(act, e);
        }
        if (Find(act.Item, Grid) is not { } grid) return UnknownItem(act);
        if (!IsHalf(act.Word("half"))) return ProgrammeDecision.Refuse(ProgrammeRefusals.FieldMalformed, "`half` is a year and 1 or 2, such as 2026-1");
        var key = HalfId(grid.Id, act.Word("half"));
        if (act.Action == "rate") return Rate(act, key, e);
        if (Find(key, Half) is { State: not Open }) return ProgrammeDecision.Refuse(StarForm.HalfOver, $"'{key}'");
        return act.Action == "codes" ? GiveCodes(act, e) : Note(act, key, e);
    }

    protected override void Change(ProgrammeEvent e)
    {
        switch (e.KindCase)
        {
            case ProgrammeEvent.KindOneofCase.StarInputSet:
                var input = Find(e.Item, Input) is null ? Add(e.Item, Input, Current) : Touch(e.Item);
                (input.Title, input.Numbers["weight"], input.Numbers["best"]) = (e.StarInputSet.Title, e.StarInputSet.Weight, e.StarInputSet.Best);
                break;
            case ProgrammeEvent.KindOneofCase.StarGridListed: Add(e.Item, Grid, Current).Region = e.StarGridListed.Region; break;
            case ProgrammeEvent.KindOneofCase.StarValueNoted:
                var noted = OpenHalf(e.Item, e.StarValueNoted.Half);
                values[(noted.Id, e.StarValueNoted.Input)] = e.StarValueNoted.Value;
                noted.Words["inputs"] = InputsOf(noted.Id);
                break;
            case ProgrammeEvent.KindOneofCase.JudgementCodesGiven:
                var asked = OpenHalf(e.Item, e.JudgementCodesGiven.Half);
                foreach (var hash in e.JudgementCodesGiven.Hashes) slips[hash] = new Slip(asked.Id);
                break;
            case ProgrammeEvent.KindOneofCase.JudgementGiven:
                // No row is touched: how a sum grows would tell who said what.
                var slip = slips[e.JudgementGiven.Hash];
                slip.IsSpent = true;
                levels[slip.Half] = levels.GetValueOrDefault(slip.Half) + e.JudgementGiven.Level;
                break;
            case ProgrammeEvent.KindOneofCase.StarsRated: Show(OpenHalf(e.Item, e.StarsRated.Half)); break;
            case ProgrammeEvent.KindOneofCase.StarsPublished: PublishYear(e.Item); break;
            default: throw new InvalidOperationException($"stars {Id}: an event of a kind this program does not know");
        }
    }

    private long WeightsNow => All(Input).Sum(one => one.Numbers["weight"]) + JudgementWeight;

    private int JudgementWeight => Defined is null ? 0 : (int)Setting("judgementWeight", 0);

    private ProgrammeDecision SetInput(Act act, ProgrammeEvent e)
    {
        if (act.Number("weight") is < 1 or > WeightsInAll || act.Number("best") < 1) return ProgrammeDecision.Refuse(ProgrammeRefusals.FieldMalformed, $"`weight` is 1 to {WeightsInAll}, `best` above 0");
        e.StarInputSet = new StarInputSet { Title = act.Word("title"), Weight = (int)act.Number("weight"), Best = act.Number("best") };
        if (Find(act.Item) is not { } there) return PutUp(e);
        if (there.Part != Input) return ProgrammeDecision.Refuse(ProgrammeRefusals.ItemTaken, $"'{act.Item}'");
        if (there.Title == e.StarInputSet.Title && there.Numbers["weight"] == e.StarInputSet.Weight && there.Numbers["best"] == e.StarInputSet.Best) return ProgrammeDecision.Unchanged;
        return All(Half).Any(one => one.State != Open) ? ProgrammeDecision.Refuse(StarForm.InputsFixed, $"'{act.Item}'") : ProgrammeDecision.Of(e);
    }

    private ProgrammeDecision Note(Act act, string half, ProgrammeEvent e)
    {
        if (Find(act.Word("input"), Input) is not { } input) return ProgrammeDecision.Refuse(StarForm.InputUnknown, $"'{act.Word("input")}'");
        if (values.TryGetValue((half, input.Id), out var held) && held == act.Number("value")) return ProgrammeDecision.Unchanged;
        e.StarValueNoted = new StarValueNoted { Half = act.Word("half"), Input = input.Id, Value = act.Number("value") };
        return ProgrammeDecision.Of(e);
    }

    private ProgrammeDecision GiveCodes(Act act, ProgrammeEvent e)
    {
        var hashes = act.Words("hashes");
        if (hashes.All(slips.ContainsKey)) return ProgrammeDecision.Unchanged;
        if (slips.Count + hashes.Count > CodesMax) return ProgrammeDecision.Refuse(ProgrammeRefusals.ItemsFull, $"at most {CodesMax} codes");
        e.JudgementCodesGiven = new JudgementCodesGiven { Half = act.Word("half"), Hashes = { hashes.Where(hash => !slips.ContainsKey(hash)) } };
        return ProgrammeDecision.Of(e);
    }

    private ProgrammeDecision Judge(Act act, ProgrammeEvent e)
    {
        // Somebody's name beside it would be on record.
        if (act.By != Residents) return ProgrammeDecision.Refuse(StarForm.ByNobody, act.By);
        if (act.Number("level") is < 1 or > StarScore.LevelMax) return ProgrammeDecision.Refuse(ProgrammeRefusals.FieldMalformed, $"`level` is 1 to {StarScore.LevelMax}");
        if (slips.GetValueOrDefault(act.Word("code")) is not { } slip) return ProgrammeDecision.Refuse(StarForm.CodeUnknown, "the code");
        if (slip.IsSpent) return ProgrammeDecision.Refuse(StarForm.CodeSpent, "the code");
        if (Items[slip.Half].State != Open) return ProgrammeDecision.Refuse(StarForm.HalfOver, $"'{slip.Half}'");
        e.JudgementGiven = new JudgementGiven { Hash = act.Word("code"), Level = (int)act.Number("level") };
        return ProgrammeDecision.Of(e);
    }

    private ProgrammeDecision Rate(Act act, string half, ProgrammeEvent e)
    {
        if (Find(half, Half) is { State: not Open }) return ProgrammeDecision.Unchanged;
        if (WeightsNow != WeightsInAll) return ProgrammeDecision.Refuse(StarForm.WeightsWrong, $"they are {WeightsNow}");
        if (All(Input).FirstOrDefault(input => !values.ContainsKey((half, input.Id))) is { } missing) return ProgrammeDecision.Refuse(StarForm.ValueMissing, $"'{missing.Id}' of '{half}'");
        e.StarsRated = new StarsRated { Half = act.Word("half") };
        return ProgrammeDecision.Of(e);
    }

    private ProgrammeDecision Publish(Act act, ProgrammeEvent e)
    {
        if (!IsHalf($"{act.Item}-1")) return ProgrammeDecision.Refuse(ProgrammeRefusals.FieldMalformed, "`item` is a year, such as 2026");
        if (Find(act.Item, Year) is not null) return ProgrammeDecision.Unchanged;
        var missing = All(Grid).SelectMany(grid => new[] { HalfId(grid.Id, $"{act.Item}-1"), HalfId(grid.Id, $"{act.Item}-2") }).FirstOrDefault(half => Find(half, Half) is not { State: Rated });
        if (missing is not null || !All(Grid).Any()) return ProgrammeDecision.Refuse(StarForm.HalfMissing, $"'{missing}'");
        e.StarsPublished = new StarsPublished();
        return PutUp(e);
    }

    private ProgrammeItem OpenHalf(string grid, string half)
    {
        var id = HalfId(grid, half);
        if (Find(id, Half) is not null) return Touch(id);
        var opened = Add(id, Half, Open);
        (opened.Title, opened.Region) = ($"{Items[grid].Id} {half}", Items[grid].Region);
        return opened;
    }

    // Sums come to light at once, when nobody can judge any more.
    private void Show(ProgrammeItem half)
    {
        var answers = slips.Values.Count(slip => slip.Half == half.Id && slip.IsSpent);
        var score = StarScore.Of([.. All(Input).Select(input => new StarPart(input.Numbers["weight"], values[(half.Id, input.Id)], input.Numbers["best"]))], JudgementWeight, answers, levels.GetValueOrDefault(half.Id));
        (half.State, half.Numbers["score"], half.Numbers["stars"], half.Words["inputs"]) = (Rated, score, StarScore.StarsOf(score), InputsOf(half.Id));
        if (answers >= StarScore.AnswersMin) (half.Numbers["answers"], half.Numbers["judgement"]) = (answers, 100 * levels[half.Id] / answers);
    }

    private void PublishYear(string year)
    {
        Add(year, Year, Published).Title = year;
        foreach (var grid in All(Grid).ToList())
        {
            var halves = new[] { Touch(HalfId(grid.Id, $"{year}-1")), Touch(HalfId(grid.Id, $"{year}-2")) };
            foreach (var half in halves) half.State = Published;
            var star = Add($"{year}:{grid.Id}", Star, Published);
            var score = (halves.Sum(half => half.Numbers["score"]) + 1) / 2;
            (star.Title, star.Region, star.Numbers["score"], star.Numbers["stars"]) = ($"{grid.Id} {year}", grid.Region, score, StarScore.StarsOf(score));
        }
    }

    private string InputsOf(string half) => string.Join('；', All(Input).Where(input => values.ContainsKey((half, input.Id)))
        .Select(input => string.Create(CultureInfo.InvariantCulture, $"{input.Title} {values[(half, input.Id)]}/{input.Numbers["best"]} ×{input.Numbers["weight"]}")));

    private static bool IsHalf(string half) => half.Length == 6 && half[4] == '-' && (half[5] is '1' or '2') && LocalDay.TryParse($"{half[..4]}-01-01", out _);

    private static string HalfId(string grid, string half) => $"{grid}.{half}";

    private sealed class Slip(string half)
    {
        public string Half => half;

        public bool IsSpent { get; set; }
    }
}

using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Programmes.Rivers;

/// <summary>
/// Rivers in sections, each a line with one chief and further patrollers (1 + X). A section is fresh for so many days after its last
/// valid walk; then it is overdue. A walk is valid where its track follows the section; the track is checked and kept nowhere.
/// </summary>
public sealed class RiverWatch(string id) : Programme(id)
{
    public const string LineLength = "line_length", ChiefTaken = "river_chief_taken", NotPatroller = "river_not_owner", TrackAside = "track_aside", WalkTaken = "walk_taken", LimitMalformed = "river_limit";

    /// <summary>Days from one walk to the next where a section says nothing else.</summary>
    public const int LimitDaysUsual = 7;

    public const int LengthMinM = 10, LengthMaxM = 20_000;

    /// <summary>A telephone's position under trees may be so far aside.</summary>
    public const double NearM = 30;

    /// <summary>Of a section's length, how much a walk must follow to count.</summary>
    public const int CoveredPercentMin = 90;

    private const string Part = "section", Open = "open";

    private readonly Dictionary<string, GeoLine> lines = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> chiefs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, SectionWalked>> walks = new(StringComparer.Ordinal); // by section and act

    public static ProgrammeKind Kind { get; } = new(
        "rivers", "River sections", "河道巡查", id => new RiverWatch(id),
        Settings: [],
        Actions:
        [
            new("section", "Draw a section", "划定河段", Runs: true, HasItem: true,
                new("title", FieldKind.Title, "Section", "河段", Needed: true), new("river", FieldKind.Id, "River", "河道", Needed: true), new("line", FieldKind.Line, "Line (latitude,longitude ...)", "走向（纬度,经度 ……）", Needed: true),
                new("limit", FieldKind.Number, "Days from walk to walk (7)", "巡查间隔天数（7）"), new("region", FieldKind.Region, "Region", "区划")),
            new("put", "Put a patroller", "安排巡查员", Runs: true, HasItem: true, new("person", FieldKind.Person, "Person", "人员", Needed: true), new("chief", FieldKind.Flag, "Chief of the section", "担任河长")),
            new("leave", "A patroller leaves", "撤下巡查员", Runs: true, HasItem: true, new ProgrammeField("person", FieldKind.Person, "Person", "人员", Needed: true)),
            new("walk", "Note a walk", "登记巡河", Runs: false, HasItem: true,
                new("act", FieldKind.Id, "Number of the walk", "巡查号", Needed: true), new("on", FieldKind.Day, "Day", "日期", Needed: true), new("track", FieldKind.Line, "Track (latitude,longitude ...)", "轨迹（纬度,经度 ……）", Needed: true)),
        ],
        States: [new(Open, "watched", "巡查中")],
        Figures:
        [
            new("rivers", "Rivers", "河道"), new("sections", "Sections", "河段"), new("metres", "Metres", "总长（米）"), new("patrollers", "Patrollers", "巡查员"), new("chiefs", "Sections with a chief", "有河长的河段"),
            new("walks", "Valid walks", "有效巡查"),
        ],
        Columns:
        [
            new("river", "River", "河道"), new("metres", "Metres", "长度（米）"), new("limit", "Days from walk to walk", "巡查间隔天数"), new("last", "Last valid walk", "最近有效巡查", IsDay: true), new("walks", "Valid walks", "有效巡查"),
        ],
        Refusals:
        [
            new(LineLength, "A section is 10 m to 20 km long.", "河段长度为 10 米至 20 公里。"), new(ChiefTaken, "The section has a chief.", "该河段已有河长。"),
            new(NotPatroller, "Only the section's patrollers note a walk.", "只有该河段的巡查员可以登记。"), new(TrackAside, "The track does not follow the section: it was not counted.", "轨迹未覆盖该河段，未计入。"),
            new(WalkTaken, "The walk's number is another's already.", "巡查号已被占用。"), new(LimitMalformed, "From walk to walk it is 1 to 366 days.", "巡查间隔为 1 至 366 天。"),
        ]);

    protected override ProgrammeKind KindOf => Kind;

    public override IReadOnlyDictionary<string, long> Figures()
    {
        var all = All(Part).ToList();
        return new Dictionary<string, long>
        {
            ["rivers"] = all.Select(section => section.Words["river"]).Distinct().Count(), ["sections"] = all.Count, ["metres"] = all.Sum(section => section.Numbers["metres"]),
            ["patrollers"] = all.SelectMany(section => section.People).Distinct().Count(), ["chiefs"] = chiefs.Count, ["walks"] = all.Sum(section => section.Numbers["walks"]),
        };
    }

    protected override ProgrammeDecision Decide(Act act)
    {
        var e = act.Event();
        if (act.Action == "section") return Draw(act, e);
        if (Find(act.Item, Part) is not { } section) return UnknownItem(act);
        switch (act.Action)
        {
            case "put":
                var (isChief, chief) = (act.Flag("chief"), chiefs.GetValueOrDefault(section.Id));
                if (section.People.Contains(act.Person) && isChief == (chief == act.Person)) return ProgrammeDecision.Unchanged;
                if (isChief && chief is not null && chief != act.Person) return ProgrammeDecision.Refuse(ChiefTaken, $"'{section.Id}'");
                e.RiverStewardPut = new RiverStewardPut { Person = act.Person, Chief = isChief };
                return ProgrammeDecision.Of(e);
            case "leave":
                if (!section.People.Contains(act.Person)) return ProgrammeDecision.Unchanged;
                e.RiverStewardLeft = new RiverStewardLeft { Person = act.Person };
                return ProgrammeDecision.Of(e);
            default: return Walk(act, section, e);
        }
    }

    protected override void Change(ProgrammeEvent e)
    {
        switch (e.KindCase)
        {
            case ProgrammeEvent.KindOneofCase.SectionDrawn:
                var (drawn, section) = (e.SectionDrawn, Add(e.Item, Part, Open));
                lines[e.Item] = GeoLine.Parse(drawn.Line) ?? throw new InvalidOperationException($"rivers {Id}: '{e.Item}' has no line");
                (section.Title, section.Region, section.Words["river"], section.DueDate) = (drawn.Title, drawn.Region, drawn.River, e.Date + (int)drawn.LimitDays);
                (section.Numbers["metres"], section.Numbers["limit"], section.Numbers["walks"]) = ((long)lines[e.Item].LengthM, drawn.LimitDays, 0);
                walks[e.Item] = new(StringComparer.Ordinal);
                break;
            case ProgrammeEvent.KindOneofCase.RiverStewardPut:
                var put = Touch(e.Item);
                if (!put.People.Contains(e.RiverStewardPut.Person)) put.People.Add(e.RiverStewardPut.Person);
                if (e.RiverStewardPut.Chief) chiefs[e.Item] = e.RiverStewardPut.Person;
                else if (chiefs.GetValueOrDefault(e.Item) == e.RiverStewardPut.Person) chiefs.Remove(e.Item);
                break;
            case ProgrammeEvent.KindOneofCase.RiverStewardLeft:
                Touch(e.Item).People.Remove(e.RiverStewardLeft.Person);
                if (chiefs.GetValueOrDefault(e.Item) == e.RiverStewardLeft.Person) chiefs.Remove(e.Item);
                break;
            case ProgrammeEvent.KindOneofCase.SectionWalked:
                var walked = Touch(e.Item);
                walks[e.Item][e.SectionWalked.Act] = e.SectionWalked;
                walked.Count("walks");
                // What comes late makes a section no older.
                walked.Numbers["last"] = Math.Max(walked.Numbers.GetValueOrDefault("last"), e.SectionWalked.OnDate);
                walked.DueDate = (int)(walked.Numbers["last"] + walked.Numbers["limit"]);
                break;
            default: throw new InvalidOperationException($"rivers {Id}: an event of a kind this program does not know");
        }
    }

    private ProgrammeDecision Draw(Act act, ProgrammeEvent e)
    {
        var (limit, metres) = (act.Number("limit", LimitDaysUsual), GeoLine.Parse(act.Word("line"))!.LengthM);
        if (limit is < 1 or > 366) return ProgrammeDecision.Refuse(LimitMalformed, "`limit`");
        if (metres is < LengthMinM or > LengthMaxM) return ProgrammeDecision.Refuse(LineLength, $"it has {(long)metres} m");
        e.SectionDrawn = new SectionDrawn
        {
            Title = act.Word("title"), River = act.Word("river"), Region = act.Word("region") is { Length: > 0 } region ? region : Defined!.Region, Line = act.Word("line"), LimitDays = (uint)limit,
        };
        return PutUp(e);
    }

    private ProgrammeDecision Walk(Act act, ProgrammeItem section, ProgrammeEvent e)
    {
        if (!act.Runs && !section.People.Contains(act.By)) return ProgrammeDecision.Refuse(NotPatroller, $"'{section.Id}'");
        var on = act.Day("on");
        if (walks[section.Id].GetValueOrDefault(act.Word("act")) is { } known) return known.OnDate == on ? ProgrammeDecision.Unchanged : ProgrammeDecision.Refuse(WalkTaken, $"'{known.Act}'");
        if (on > act.Date) return ProgrammeDecision.Refuse(ProgrammeRefusals.DayInFuture, LocalDay.Format(on));
        var covered = lines[section.Id].CoveredBy(GeoLine.Parse(act.Word("track"))!, NearM);
        if (covered < CoveredPercentMin) return ProgrammeDecision.Refuse(TrackAside, $"{covered} % of the section, of at least {CoveredPercentMin}");
        e.SectionWalked = new SectionWalked { Act = act.Word("act"), OnDate = on, CoveredPercent = (uint)covered };
        return ProgrammeDecision.Of(e);
    }
}

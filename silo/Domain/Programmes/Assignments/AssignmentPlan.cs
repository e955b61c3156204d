using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Programmes.Assignments;

/// <summary>
/// People assigned to villages from a day to a day. The plan is one programme, because a village's time and a person's number of
/// villages compete on it. A team works as one and beside the others: it takes nobody's village.
/// An assignment whose last day is over is overdue until somebody ends it: figures change by acts, not by the clock.
/// </summary>
public sealed class AssignmentPlan(string id) : Programme(id)
{
    public const string TooMany = "assignments_too_many", Overlaps = "assignment_overlaps", OwnAppraisal = "appraisal_own", OutsideDates = "duty_outside";

    public const int PerPersonUsual = 2;

    private const string Part = "assignment", Team = "team", Current = "current", Ended = "ended";

    private static readonly ProgrammeField From = new("from", FieldKind.Day, "From", "起", Needed: true), Until = new("until", FieldKind.Day, "Until", "止");

    private readonly HashSet<(string Item, string Act)> acts = [];

    public static ProgrammeKind Kind { get; } = new(
        "assignments", "Assignments", "驻村包联", id => new AssignmentPlan(id),
        Settings: [new("perPerson", FieldKind.Number, "Villages a person may hold (2)", "每人至多任职村数（2）")],
        Actions:
        [
            new("assign", "Assign", "派任", Runs: true, HasItem: true,
                new ProgrammeField("person", FieldKind.Person, "Person", "人员", Needed: true), new("region", FieldKind.Region, "Village", "村社", Needed: true), From, Until),
            new("team", "Form a team", "组队", Runs: true, HasItem: true,
                new ProgrammeField("title", FieldKind.Title, "Team", "队名", Needed: true), new("people", FieldKind.People, "People", "人员", Needed: true),
                new("regions", FieldKind.Regions, "Villages", "村社", Needed: true), From, Until),
            new("end", "End", "结束", Runs: true, HasItem: true, Until with { Needed = true }),
            new("duty", "Note a duty done", "履职登记", Runs: false, HasItem: true,
                new ProgrammeField("act", FieldKind.Id, "Number of the entry", "登记号", Needed: true),
                new("duty", FieldKind.Choice, "Duty", "职责", Needed: true,
                    new("law_advice", "legal advice", "法律咨询"), new("mediation", "mediation", "纠纷调解"), new("teaching", "teaching the law", "普法宣传"),
                    new("visit", "visit", "走访"), new("meeting", "meeting", "会议")),
                new("on", FieldKind.Day, "Day", "日期", Needed: true)),
            new("appraise", "Appraise", "考评", Runs: true, HasItem: true,
                new ProgrammeField("level", FieldKind.Choice, "Level", "等次", Needed: true, new("good", "good", "优秀"), new("fair", "fair", "称职"), new("poor", "poor", "不称职")),
                new("text", FieldKind.Text, "Appraisal", "评语")),
        ],
        States: [new(Current, "current", "在任"), new(Ended, "ended", "已结束")],
        Figures:
        [
            new("people", "People", "人员"), new("villages", "Villages held", "有人任职的村"), new("holdOne", "Hold one", "任一村"), new("holdMore", "Hold several", "任多村"),
            new("teams", "Teams", "队"), new("teamPeople", "In teams", "队员"), new("duties", "Duties done", "履职次数"),
        ],
        Columns: [new("duties", "Duties done", "履职次数"), new("regions", "Villages", "村社")],
        Refusals:
        [
            new(TooMany, "The person would hold more villages at once than one may.", "此人同期任职村数超过上限。"),
            new(Overlaps, "The village is held by somebody at that time.", "该村同期已有人任职。"),
            new(OwnAppraisal, "Nobody appraises themselves.", "不能考评自己。"),
            new(OutsideDates, "The duty was not done within the assignment.", "履职日期不在任职期内。"),
        ]);

    protected override ProgrammeKind KindOf => Kind;

    public override IReadOnlyDictionary<string, long> Figures()
    {
        var (held, teams) = (All(Part).Where(one => one.State == Current).ToList(), All(Team).Where(one => one.State == Current).ToList());
        var byPerson = held.CountBy(one => one.People[0]).ToList();
        return new Dictionary<string, long>
        {
            ["people"] = byPerson.Count, ["villages"] = held.Select(one => one.Region).Distinct().Count(),
            ["holdOne"] = byPerson.Count(one => one.Value == 1), ["holdMore"] = byPerson.Count(one => one.Value > 1),
            ["teams"] = teams.Count, ["teamPeople"] = teams.SelectMany(one => one.People).Distinct().Count(), ["duties"] = acts.Count,
        };
    }

    protected override ProgrammeDecision Decide(Act act)
    {
        if (act.Action == "assign") return Assign(act);
        if (act.Action == "team") return Form(act);
        if (Find(act.Item) is not { } one) return UnknownItem(act);
        return act.Action switch
        {
            "end" => End(act, one),
            "duty" => Duty(act, one),
            _ => Appraise(act, one),
        };
    }

    protected override void Change(ProgrammeEvent e)
    {
        switch (e.KindCase)
        {
            case ProgrammeEvent.KindOneofCase.AssignmentMade:
                var made = e.AssignmentMade;
                var one = Add(e.Item, Part, Current);
                one.People.Add(made.Person);
                (one.Region, one.FromDate, one.UntilDate, one.DueDate) = (made.Region, made.FromDate, made.UntilDate, made.UntilDate);
                break;
            case ProgrammeEvent.KindOneofCase.TeamFormed:
                var team = Add(e.Item, Team, Current);
                team.People.AddRange(e.TeamFormed.People);
                (team.Title, team.FromDate, team.UntilDate, team.DueDate) = (e.TeamFormed.Title, e.TeamFormed.FromDate, e.TeamFormed.UntilDate, e.TeamFormed.UntilDate);
                (team.Words["regions"], team.Numbers["regions"]) = (string.Join(' ', e.TeamFormed.Regions), e.TeamFormed.Regions.Count);
                break;
            case ProgrammeEvent.KindOneofCase.AssignmentEnded:
                var ended = Touch(e.Item);
                (ended.UntilDate, ended.State) = (e.AssignmentEnded.UntilDate, e.AssignmentEnded.UntilDate <= e.Date ? Ended : Current);
                ended.DueDate = ended.State == Ended ? 0 : ended.UntilDate;
                break;
            case ProgrammeEvent.KindOneofCase.DutyDone:
                acts.Add((e.Item, e.DutyDone.Act));
                Touch(e.Item).Count("duties");
                Items[e.Item].Count($"duty.{e.DutyDone.Duty}");
                break;
            case ProgrammeEvent.KindOneofCase.AssignmentAppraised: Touch(e.Item).Words["level"] = e.AssignmentAppraised.Level; break;
            default: throw new InvalidOperationException($"assignments {Id}: an event of a kind this program does not know");
        }
    }

    private ProgrammeDecision Assign(Act act)
    {
        var e = act.Event();
        e.AssignmentMade = new AssignmentMade { Person = act.Word("person"), Region = act.Word("region"), FromDate = act.Day("from"), UntilDate = act.Day("until") };
        if (DatesFault(act) is { } fault) return fault;
        if (Find(act.Item) is not null) return PutUp(e);
        var (from, until) = (act.Day("from"), LastOf(act.Day("until")));
        var meanwhile = All(Part).Where(one => one.FromDate <= until && from <= LastOf(one.UntilDate)).ToList();
        if (meanwhile.FirstOrDefault(one => one.Region == e.AssignmentMade.Region) is { } holder)
            return ProgrammeDecision.Refuse(Overlaps, $"'{holder.Id}' holds {holder.Region} from {LocalDay.Format(holder.FromDate)}");
        var most = Setting("perPerson", PerPersonUsual);
        var own = meanwhile.Where(one => one.People[0] == e.AssignmentMade.Person).ToList();
        return MostAtOnce(own, from, until) >= most
            ? ProgrammeDecision.Refuse(TooMany, $"{e.AssignmentMade.Person} holds {string.Join(", ", own.Select(one => one.Region))}: at most {most}")
            : PutUp(e);
    }

    private ProgrammeDecision Form(Act act)
    {
        if (DatesFault(act) is { } fault) return fault;
        var e = act.Event();
        e.TeamFormed = new TeamFormed { Title = act.Word("title"), People = { act.Words("people") }, Regions = { act.Words("regions") }, FromDate = act.Day("from"), UntilDate = act.Day("until") };
        return PutUp(e);
    }

    private static ProgrammeDecision End(Act act, ProgrammeItem one)
    {
        var until = act.Day("until");
        if (one.UntilDate == until && (one.State == Ended || until > act.Date)) return ProgrammeDecision.Unchanged;
        if (until < one.FromDate || until > LastOf(one.UntilDate)) return ProgrammeDecision.Refuse(ProgrammeRefusals.DatesMalformed, $"'{one.Id}' is from {LocalDay.Format(one.FromDate)}, and an end only comes nearer");
        var e = act.Event();
        e.AssignmentEnded = new AssignmentEnded { UntilDate = until };
        return ProgrammeDecision.Of(e);
    }

    private ProgrammeDecision Duty(Act act, ProgrammeItem one)
    {
        if (!act.Runs && !one.People.Contains(act.By)) return ProgrammeDecision.Refuse(ProgrammeRefusals.NotOwn, $"'{one.Id}' is not {act.By}'s");
        if (acts.Contains((one.Id, act.Word("act")))) return ProgrammeDecision.Unchanged;
        var on = act.Day("on");
        if (on > act.Date) return ProgrammeDecision.Refuse(ProgrammeRefusals.DayInFuture, LocalDay.Format(on));
        if (on < one.FromDate || on > LastOf(one.UntilDate)) return ProgrammeDecision.Refuse(OutsideDates, LocalDay.Format(on));
        var e = act.Event();
        e.DutyDone = new DutyDone { Act = act.Word("act"), Duty = act.Word("duty"), OnDate = on };
        return ProgrammeDecision.Of(e);
    }

    private static ProgrammeDecision Appraise(Act act, ProgrammeItem one)
    {
        if (one.People.Contains(act.By)) return ProgrammeDecision.Refuse(OwnAppraisal, $"'{one.Id}' is {act.By}'s own");
        if (one.Words.GetValueOrDefault("level") == act.Word("level") && !act.HasText) return ProgrammeDecision.Unchanged;
        var e = act.Event();
        e.AssignmentAppraised = new AssignmentAppraised { Level = act.Word("level") };
        return ProgrammeDecision.Of(e);
    }

    private static ProgrammeDecision? DatesFault(Act act) =>
        act.Day("until") is > 0 and var until && until < act.Day("from") ? ProgrammeDecision.Refuse(ProgrammeRefusals.DatesMalformed, "`until` is before `from`") : null;

    // Held at one time: the number rises only where one of them begins.
    private static int MostAtOnce(List<ProgrammeItem> own, int from, int until) => own.Count == 0
        ? 0
        : own.Select(one => Math.Max(one.FromDate, from)).Where(day => day <= until).Max(day => own.Count(one => one.FromDate <= day && day <= LastOf(one.UntilDate)));

    private static int LastOf(int until) => until == 0 ? int.MaxValue : until;
}

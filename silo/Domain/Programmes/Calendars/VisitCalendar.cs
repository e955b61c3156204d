using System.Globalization;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Programmes.Calendars;

/// <summary>
/// An office's calendar: who is to visit or receive when and at which station, and what was held, by mode. Of visitors there are
/// numbers alone.
/// </summary>
public sealed class VisitCalendar(string id) : Programme(id)
{
    public const string DayNotOffered = "day_not_offered", HeldBefore = "visit_held", PlanTooLong = "plan_too_long";

    /// <summary>A plan is for at most so long.</summary>
    public const int DaysMax = 3 * 366;

    private const int RuleIdMax = 48;

    private const string Plan = "plan", Visit = "visit", Due = "due", Held = "held", Current = "current";

    private readonly Dictionary<string, VisitsPlanned> plans = new(StringComparer.Ordinal);

    public static ProgrammeKind Kind { get; } = new(
        "calendars", "Calendars and visits", "坐班走访日历", id => new VisitCalendar(id),
        Settings: [],
        Actions:
        [
            new("plan", "Plan visits", "排班", Runs: true, HasItem: true,
                new ProgrammeField("person", FieldKind.Person, "Who visits or receives", "人员", Needed: true), new("region", FieldKind.Region, "Region", "区划"),
                new("rule", FieldKind.Choice, "Rule", "规则", Needed: true,
                    new(VisitRule.MonthDays, "one a month on one of these days", "每月其中一日"), new(VisitRule.Weekly, "each week on these days", "每周"), new(VisitRule.Monthly, "so many a month", "每月次数")),
                new("days", FieldKind.Numbers, "Days", "日子"), new("times", FieldKind.Number, "Times a month", "每月次数"),
                new("from", FieldKind.Day, "From", "起", Needed: true), new("until", FieldKind.Day, "Until", "止", Needed: true), new("station", FieldKind.Title, "Station", "地点")),
            new("choose", "Choose the day", "选定日期", Runs: false, HasItem: true, new ProgrammeField("on", FieldKind.Day, "Day", "日期", Needed: true)),
            new("hold", "Note as held", "登记", Runs: false, HasItem: true,
                new ProgrammeField("on", FieldKind.Day, "Day", "日期", Needed: true),
                new("mode", FieldKind.Choice, "Mode", "方式", Needed: true,
                    new("reception", "reception", "接访"), new("visit", "visit", "走访"), new("patrol", "patrol", "巡查"), new("round_table", "round table", "座谈"),
                    new("meeting", "meeting", "会议"), new("guidance", "guidance", "指导"), new("project", "project", "项目"), new("activity", "activity", "活动")),
                new("attendances", FieldKind.Number, "How many came", "人次"), new("matters", FieldKind.Number, "Matters opened", "收集事项"), new("text", FieldKind.Text, "Notes, without names", "记录（不记姓名）")),
        ],
        States: [new(Due, "due", "待办"), new(Held, "held", "已开展"), new(Current, "planned", "已排班")],
        Figures:
        [
            new("plans", "Plans", "排班"), new("visits", "Visits due in all", "应开展"), new("held", "Held", "已开展"), new("attendances", "Attendances", "人次"), new("matters", "Matters opened", "收集事项"),
        ],
        Columns: [new("on", "Day", "日期", IsDay: true), new("mode", "Mode", "方式"), new("attendances", "Attendances", "人次"), new("matters", "Matters", "事项"), new("station", "Station", "地点")],
        Refusals:
        [
            new(DayNotOffered, "The plan offers other days.", "不在排班可选的日期内。"), new(HeldBefore, "It was noted as held otherwise.", "此次已登记，内容不同。"),
            new(PlanTooLong, "A plan is for at most three years.", "排班至多三年。"),
        ]);

    protected override ProgrammeKind KindOf => Kind;

    public override IReadOnlyDictionary<string, long> Figures()
    {
        var visits = All(Visit).ToList();
        return new Dictionary<string, long>
        {
            ["plans"] = plans.Count, ["visits"] = visits.Count, ["held"] = visits.Count(visit => visit.State == Held),
            ["attendances"] = visits.Sum(visit => visit.Numbers.GetValueOrDefault("attendances")), ["matters"] = visits.Sum(visit => visit.Numbers.GetValueOrDefault("matters")),
        };
    }

    protected override ProgrammeDecision Decide(Act act)
    {
        if (act.Action == "plan") return PlanVisits(act);
        if (Find(act.Item, Visit) is not { } visit) return UnknownItem(act);
        if (!act.Runs && !visit.People.Contains(act.By)) return ProgrammeDecision.Refuse(ProgrammeRefusals.NotOwn, $"'{visit.Id}' is not {act.By}'s");
        var on = act.Day("on");
        var e = act.Event();
        if (act.Action == "hold") e.VisitHeld = new VisitHeld { OnDate = on, Mode = act.Word("mode"), Attendances = act.Number("attendances"), Matters = act.Number("matters") };
        else e.VisitDayChosen = new VisitDayChosen { OnDate = on };
        if (visit.State == Held) return IsSo(visit, e) ? ProgrammeDecision.Unchanged : ProgrammeDecision.Refuse(HeldBefore, $"'{visit.Id}' on {LocalDay.Format((int)visit.Numbers["on"])}");
        if (!VisitRule.Offers(plans[visit.Words["plan"]], visit.FromDate, visit.UntilDate, on)) return ProgrammeDecision.Refuse(DayNotOffered, $"{LocalDay.Format(on)} for '{visit.Id}'");
        if (e.VisitHeld is not null && on > act.Date) return ProgrammeDecision.Refuse(ProgrammeRefusals.DayInFuture, LocalDay.Format(on));
        return e.VisitDayChosen is not null && visit.Numbers.GetValueOrDefault("on") == on ? ProgrammeDecision.Unchanged : ProgrammeDecision.Of(e);
    }

    protected override void Change(ProgrammeEvent e)
    {
        switch (e.KindCase)
        {
            case ProgrammeEvent.KindOneofCase.VisitsPlanned: AddPlan(e.Item, e.VisitsPlanned); break;
            case ProgrammeEvent.KindOneofCase.VisitDayChosen:
                var chosen = Touch(e.Item);
                (chosen.Numbers["on"], chosen.DueDate) = (e.VisitDayChosen.OnDate, e.VisitDayChosen.OnDate);
                break;
            case ProgrammeEvent.KindOneofCase.VisitHeld:
                var held = Touch(e.Item);
                (held.State, held.DueDate, held.Numbers["on"], held.Words["mode"]) = (Held, 0, e.VisitHeld.OnDate, e.VisitHeld.Mode);
                (held.Numbers["attendances"], held.Numbers["matters"]) = (e.VisitHeld.Attendances, e.VisitHeld.Matters);
                break;
            default: throw new InvalidOperationException($"calendars {Id}: an event of a kind this program does not know");
        }
    }

    private ProgrammeDecision PlanVisits(Act act)
    {
        if (act.Item.Length > RuleIdMax) return ProgrammeDecision.Refuse(ProgrammeRefusals.FieldMalformed, $"`item` of a plan has at most {RuleIdMax} characters");
        var e = act.Event();
        e.VisitsPlanned = new VisitsPlanned
        {
            Person = act.Person, Region = act.Word("region") is { Length: > 0 } region ? region : Defined!.Region, Rule = act.Word("rule"), Times = (int)Math.Min(act.Number("times"), VisitRule.TimesMax + 1),
            Days = { act.Words("days").Select(day => int.Parse(day, CultureInfo.InvariantCulture)).Order() }, FromDate = act.Day("from"), UntilDate = act.Day("until"), Station = act.Word("station"),
        };
        if (VisitRule.FaultOf(e.VisitsPlanned) is { } wrong) return ProgrammeDecision.Refuse(ProgrammeRefusals.FieldMalformed, wrong);
        if (e.VisitsPlanned.UntilDate < e.VisitsPlanned.FromDate) return ProgrammeDecision.Refuse(ProgrammeRefusals.DatesMalformed, "`until` is before `from`");
        if (e.VisitsPlanned.UntilDate - e.VisitsPlanned.FromDate >= DaysMax) return ProgrammeDecision.Refuse(PlanTooLong, $"at most {DaysMax} days");
        if (Find(act.Item) is not null) return PutUp(e);
        var slots = VisitRule.SlotsOf(e.VisitsPlanned).ToList();
        if (slots.Count == 0) return ProgrammeDecision.Refuse(DayNotOffered, "no such day lies within the plan");
        if (slots.FirstOrDefault(slot => Find(SlotId(act.Item, slot)) is not null) is { } taken) return ProgrammeDecision.Refuse(ProgrammeRefusals.ItemTaken, $"'{SlotId(act.Item, taken)}'");
        return Items.Count + slots.Count >= ItemsMax ? ProgrammeDecision.Refuse(ProgrammeRefusals.ItemsFull, $"at most {ItemsMax}") : PutUp(e);
    }

    private void AddPlan(string item, VisitsPlanned plan)
    {
        plans[item] = plan;
        Put(item, Plan, Current, plan.FromDate, plan.UntilDate).Numbers["visits"] = VisitRule.SlotsOf(plan).Count();
        foreach (var slot in VisitRule.SlotsOf(plan))
        {
            var visit = Put(SlotId(item, slot), Visit, Due, slot.FromDate, slot.DueDate);
            (visit.DueDate, visit.Words["plan"]) = (slot.DueDate, item);
        }

        ProgrammeItem Put(string id, string part, string state, int from, int until)
        {
            var put = Add(id, part, state);
            put.People.Add(plan.Person);
            (put.Region, put.FromDate, put.UntilDate) = (plan.Region, from, until);
            if (plan.Station.Length > 0) put.Words["station"] = plan.Station;
            return put;
        }
    }

    private static bool IsSo(ProgrammeItem visit, ProgrammeEvent e) => e.VisitHeld is { } held && visit.Numbers["on"] == held.OnDate && visit.Words["mode"] == held.Mode
        && visit.Numbers["attendances"] == held.Attendances && visit.Numbers["matters"] == held.Matters;

    private static string SlotId(string plan, VisitSlot slot) => $"{plan}.{slot.Name}";
}

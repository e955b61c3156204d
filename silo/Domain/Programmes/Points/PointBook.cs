using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Programmes.Points;

/// <summary>
/// Points by rule, act by act: what a rule gives, how often a day, taken back and appealed. A total is the sum of its acts. There is
/// none for how many reports somebody sends, and none for reports about people: a rule says what was done.
/// </summary>
public sealed class PointBook(string id) : Programme(id)
{
    public const string RuleUnknown = "point_rule_unknown", OverCap = "points_daily_cap", ActUnknown = "points_act_unknown", ActTaken = "points_act_taken", NotTaken = "points_not_taken", OwnSettling = "appeal_own";

    private const string Rule = "rule", Member = "member", Current = "current", Exempt = "exempt", Appealed = "appealed";

    private static readonly ProgrammeField ActField = new("act", FieldKind.Id, "Number of the entry", "登记号", Needed: true);

    private readonly Dictionary<string, Earned> acts = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Member, string Rule, int Date), int> times = [];

    public static ProgrammeKind Kind { get; } = new(
        "points", "Points", "积分", id => new PointBook(id),
        Settings: [],
        Actions:
        [
            new("rule", "Set a rule", "设立规则", Runs: true, HasItem: true,
                new("title", FieldKind.Title, "For what", "事项", Needed: true), new("points", FieldKind.Number, "Points", "分值", Needed: true), new("cap", FieldKind.Number, "Times a day (1)", "每日次数上限（1）")),
            new("member", "List a member", "登记成员", Runs: true, HasItem: true, new("region", FieldKind.Region, "Region", "区划"), new("exempt", FieldKind.Flag, "Exempt", "免于计分")),
            new("earn", "Give points", "计分", Runs: true, HasItem: true, ActField, new ProgrammeField("rule", FieldKind.Id, "Rule", "规则", Needed: true), new ProgrammeField("on", FieldKind.Day, "Day", "日期", Needed: true)),
            new("take", "Take points back", "撤销", Runs: true, HasItem: true, ActField, new ProgrammeField("text", FieldKind.Text, "Why", "理由", Needed: true)),
            new("appeal", "Appeal", "申诉", Runs: false, HasItem: true, ActField, new ProgrammeField("text", FieldKind.Text, "Why", "理由", Needed: true)),
            new("settle", "Settle an appeal", "裁定申诉", Runs: true, HasItem: true, ActField, new ProgrammeField("restored", FieldKind.Flag, "The points are restored", "恢复分值", Needed: true)),
        ],
        States: [new(Current, "current", "有效"), new(Exempt, "exempt", "免于计分"), new(Appealed, "appeal open", "申诉中")],
        Figures: [new("rules", "Rules", "规则"), new("members", "Members", "成员"), new("acts", "Entries that count", "有效登记"), new("points", "Points", "总积分"), new("appeals", "Open appeals", "待裁定申诉")],
        Columns: [new("points", "Points", "积分"), new("acts", "Entries", "登记"), new("cap", "Times a day", "每日次数")],
        Refusals:
        [
            new(RuleUnknown, "There is no such rule.", "没有此规则。"), new(OverCap, "The rule gives points no more often a day.", "已达当日次数上限。"),
            new(ActUnknown, "The member has no such entry.", "此成员没有这项登记。"), new(ActTaken, "The entry's number is another's already.", "登记号已被占用。"),
            new(NotTaken, "The points were not taken back.", "分值未被撤销。"), new(OwnSettling, "Somebody else settles the appeal than who took the points back.", "撤销人不能裁定自己的撤销。"),
        ]);

    protected override ProgrammeKind KindOf => Kind;

    public override IReadOnlyDictionary<string, long> Figures()
    {
        var members = All(Member).Where(one => one.State != Exempt).ToList();
        return new Dictionary<string, long>
        {
            ["rules"] = All(Rule).Count(), ["members"] = members.Count, ["acts"] = members.Sum(one => one.Numbers["acts"]), ["points"] = members.Sum(one => one.Numbers["points"]),
            ["appeals"] = acts.Values.Count(act => act.IsAppealed),
        };
    }

    protected override ProgrammeDecision Decide(Act act)
    {
        var e = act.Event();
        if (act.Action == "rule")
        {
            e.PointRuleSet = new PointRuleSet { Title = act.Word("title"), Points = (int)act.Number("points"), DailyCap = (int)act.Number("cap", 1) };
            return PutUp(e);
        }
        if (act.Action == "member")
        {
            e.MemberListed = new MemberListed { Region = act.Word("region") is { Length: > 0 } region ? region : Defined!.Region, Exempt = act.Flag("exempt") };
            return PutUp(e);
        }
        if (Find(act.Item, Member) is not { } member) return UnknownItem(act);
        if (act.Action == "earn") return Earn(act, member, e);
        if (acts.GetValueOrDefault(act.Word("act")) is not { } earned || earned.Member != member.Id) return ProgrammeDecision.Refuse(ActUnknown, $"'{act.Word("act")}'");
        return act.Action switch
        {
            "take" => Take(act, earned, e),
            "appeal" => Appeal(act, member, earned, e),
            _ => Settle(act, earned, e),
        };
    }

    protected override void Change(ProgrammeEvent e)
    {
        switch (e.KindCase)
        {
            case ProgrammeEvent.KindOneofCase.PointRuleSet:
                var rule = Add(e.Item, Rule, Current);
                (rule.Title, rule.Numbers["points"], rule.Numbers["cap"]) = (e.PointRuleSet.Title, e.PointRuleSet.Points, e.PointRuleSet.DailyCap);
                break;
            case ProgrammeEvent.KindOneofCase.MemberListed:
                var member = Add(e.Item, Member, e.MemberListed.Exempt ? Exempt : Current);
                member.People.Add(e.Item);
                (member.Region, member.Numbers["points"], member.Numbers["acts"]) = (e.MemberListed.Region, 0, 0);
                break;
            case ProgrammeEvent.KindOneofCase.PointsEarned:
                var earned = acts[e.PointsEarned.Act] = new Earned(e.Item, e.PointsEarned.Rule, e.PointsEarned.Points, e.PointsEarned.OnDate);
                Give(earned, 1);
                break;
            case ProgrammeEvent.KindOneofCase.PointsTaken:
                acts[e.PointsTaken.Act].TakenBy = e.By;
                Give(acts[e.PointsTaken.Act], -1);
                break;
            case ProgrammeEvent.KindOneofCase.PointsAppealed:
                acts[e.PointsAppealed.Act].IsAppealed = true;
                Touch(e.Item).State = Appealed;
                break;
            case ProgrammeEvent.KindOneofCase.AppealSettled:
                var settled = acts[e.AppealSettled.Act];
                settled.IsAppealed = false;
                Touch(e.Item).State = acts.Values.Any(one => one.Member == e.Item && one.IsAppealed) ? Appealed : Current;
                if (!e.AppealSettled.Restored) break;
                settled.TakenBy = "";
                Give(settled, 1);
                break;
            default: throw new InvalidOperationException($"points {Id}: an event of a kind this program does not know");
        }
    }

    private ProgrammeDecision Earn(Act act, ProgrammeItem member, ProgrammeEvent e)
    {
        if (Find(act.Word("rule"), Rule) is not { } rule) return ProgrammeDecision.Refuse(RuleUnknown, $"'{act.Word("rule")}'");
        if (member.State == Exempt) return Stands(member);
        var on = act.Day("on");
        if (acts.GetValueOrDefault(act.Word("act")) is { } held)
            return held.Member == member.Id && held.Rule == rule.Id && held.OnDate == on ? ProgrammeDecision.Unchanged : ProgrammeDecision.Refuse(ActTaken, $"'{act.Word("act")}'");
        if (on > act.Date) return ProgrammeDecision.Refuse(ProgrammeRefusals.DayInFuture, LocalDay.Format(on));
        if (times.GetValueOrDefault((member.Id, rule.Id, on)) >= rule.Numbers["cap"]) return ProgrammeDecision.Refuse(OverCap, $"'{rule.Id}' on {LocalDay.Format(on)}: {rule.Numbers["cap"]}");
        e.PointsEarned = new PointsEarned { Act = act.Word("act"), Rule = rule.Id, Points = (int)rule.Numbers["points"], OnDate = on };
        return ProgrammeDecision.Of(e);
    }

    private static ProgrammeDecision Take(Act act, Earned earned, ProgrammeEvent e)
    {
        if (earned.TakenBy.Length > 0) return ProgrammeDecision.Unchanged;
        e.PointsTaken = new PointsTaken { Act = act.Word("act") };
        return ProgrammeDecision.Of(e);
    }

    private static ProgrammeDecision Appeal(Act act, ProgrammeItem member, Earned earned, ProgrammeEvent e)
    {
        if (!act.Runs && member.Id != act.By) return ProgrammeDecision.Refuse(ProgrammeRefusals.NotOwn, $"'{member.Id}' is not {act.By}");
        if (earned.TakenBy.Length == 0) return ProgrammeDecision.Refuse(NotTaken, $"'{act.Word("act")}'");
        if (earned.IsAppealed) return ProgrammeDecision.Unchanged;
        e.PointsAppealed = new PointsAppealed { Act = act.Word("act") };
        return ProgrammeDecision.Of(e);
    }

    private static ProgrammeDecision Settle(Act act, Earned earned, ProgrammeEvent e)
    {
        if (!earned.IsAppealed) return ProgrammeDecision.Unchanged;
        if (earned.TakenBy == act.By) return ProgrammeDecision.Refuse(OwnSettling, $"{act.By} took them back");
        e.AppealSettled = new AppealSettled { Act = act.Word("act"), Restored = act.Flag("restored") };
        return ProgrammeDecision.Of(e);
    }

    private void Give(Earned earned, int sign)
    {
        var member = Touch(earned.Member);
        member.Count("points", sign * earned.Points);
        member.Count("acts", sign);
        var key = (earned.Member, earned.Rule, earned.OnDate);
        times[key] = times.GetValueOrDefault(key) + sign;
    }

    private sealed class Earned(string member, string rule, int points, int onDate)
    {
        public string Member => member;

        public string Rule => rule;

        public int Points => points;

        public int OnDate => onDate;

        /// <summary>Empty while the points count.</summary>
        public string TakenBy { get; set; } = "";

        public bool IsAppealed { get; set; }
    }
}

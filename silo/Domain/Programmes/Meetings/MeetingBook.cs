using System.Globalization;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Programmes.Meetings;

/// <summary>
/// Meetings that come again: a grid's monthly reconciliation, a town's weekly analysis. The agenda is drawn from what the programmes'
/// figures are and then stands as of that moment; whatever is decided has a name and a day.
/// </summary>
public sealed class MeetingBook(string id) : Programme(id)
{
    public const string Frozen = "agenda_frozen", NotFrozen = "agenda_open", MeetingUnknown = "meeting_unknown", IsOver = "meeting_over", LineUnknown = "agenda_line_unknown", NotDecided = "decision_not_owner", DueBefore = "decision_due", StepOfNothing = "decision_step_issue";

    /// <summary>The steps of the loop that a decision can be.</summary>
    public const string Route = "route", Extend = "extend", Supervise = "supervise";

    private const string Meeting = "meeting", Line = "line", Matter = "matter", Analysis = "analysis", Decision = "decision", Called = "called", Standing = "frozen", Closed = "closed", Drawn = "drawn", Open = "open", Done = "done";

    public static ProgrammeKind Kind { get; } = new(
        "meetings", "Meetings", "例会", id => new MeetingBook(id),
        Settings: [],
        Actions:
        [
            new("meeting", "Call a meeting", "召集会议", Runs: true, HasItem: true,
                new("title", FieldKind.Title, "Meeting", "会议", Needed: true),
                new("sort", FieldKind.Choice, "Sort", "类别", Needed: true, new("reconciliation", "monthly reconciliation", "月度对账会"), new("analysis", "weekly analysis", "每周分析会"), new("village", "village's weekly meeting", "村周例会")),
                new("on", FieldKind.Day, "Day", "日期", Needed: true), new("region", FieldKind.Region, "Region", "区划")),
            new("freeze", "Draw the agenda as of now", "生成议程（截至此刻）", Runs: true, HasItem: true),
            new("decide", "Note a decision", "登记决定", Runs: true, HasItem: true,
                new("meeting", FieldKind.Id, "Meeting", "会议编号", Needed: true), new("title", FieldKind.Title, "Decision", "决定", Needed: true), new("owner", FieldKind.Person, "Who does it", "责任人", Needed: true),
                new("due", FieldKind.Day, "Due", "完成期限", Needed: true), new("line", FieldKind.Id, "Programme of the agenda", "议程项目编号"), new("issue", FieldKind.Id, "Issue", "事件编号"),
                new("step", FieldKind.Choice, "Step of the issue", "事件步骤", Needed: false, new(Route, "give it to a unit", "分流给单位"), new(Extend, "more time, until the day", "延期至期限"), new(Supervise, "a note that must be answered", "批示（须回复）")),
                new("unit", FieldKind.Id, "Unit that handles it", "承办单位"), new("text", FieldKind.Text, "In words", "说明")),
            new("done", "It is done", "完成", Runs: false, HasItem: true, new ProgrammeField("text", FieldKind.Text, "What was done", "办理情况")),
            new("close", "Close the meeting", "结束会议", Runs: true, HasItem: true, new ProgrammeField("minutes", FieldKind.Text, "Minutes", "纪要", Needed: true)),
        ],
        States:
        [
            new(Called, "called", "已召集"), new(Standing, "agenda stands", "议程已定"), new(Closed, "closed", "已结束"), new(Drawn, "on the agenda", "议程项目"), new(Open, "to be done", "待办"), new(Done, "done", "已完成"),
        ],
        Figures:
        [
            new("meetings", "Meetings", "会议"), new("closed", "Closed", "已结束"), new("lines", "Lines of agendas", "议程项目"), new("matters", "Big and hard matters on agendas", "议程中的大事难事"), new("decisions", "Decisions", "决定"), new("decisionsDone", "Decisions done", "已完成的决定"),
        ],
        Columns:
        [
            new("sort", "Sort", "类别"), new("meeting", "Meeting", "会议编号"), new("on", "Day", "日期", IsDay: true), new("asOf", "As of (seconds since 1970)", "截至（1970 年起秒数）"), new("claimed", "Claimed or due", "认领（应办）"), new("done", "Done", "办结"),
            new("missing", "Missing", "相差"), new("issue", "Issue", "事件编号"),
            new("size", "Size", "大小事"), new("stage", "Stage", "状态"), new("holder", "Unit", "承办单位"), new("opened", "Opened", "立件日期", IsDay: true), new("step", "Step of the issue", "事件步骤"),
        ],
        Refusals:
        [
            new(Frozen, "The agenda stands as of its moment and stays so.", "议程已按截止时刻固定，不再改动。"), new(NotFrozen, "Draw the agenda first: what is decided is decided on it.", "请先生成议程，再登记决定。"),
            new(MeetingUnknown, "There is no such meeting.", "没有此会议。"), new(IsOver, "The meeting is closed.", "会议已结束。"), new(LineUnknown, "The agenda has no such programme.", "议程中没有此项目。"),
            new(NotDecided, "The decision is somebody else's to do.", "此决定由他人负责。"), new(DueBefore, "What is decided is due after the meeting.", "完成期限应在会议之后。"),
            new(StepOfNothing, "A step is an issue's: name the issue, and of `route` the unit.", "事件步骤须指明事件编号；分流还须指明承办单位。"),
        ]);

    protected override ProgrammeKind KindOf => Kind;

    public override IReadOnlyList<string> DecidesOnKinds(string action) => action == "freeze" ? AgendaDraft.Kinds : [];

    public override bool DecidesOnMatters(string action) => action == "freeze";

    public override IReadOnlyDictionary<string, long> Figures()
    {
        var (meetings, decisions) = (All(Meeting).ToList(), All(Decision).ToList());
        return new Dictionary<string, long>
        {
            ["meetings"] = meetings.Count, ["closed"] = meetings.Count(one => one.State == Closed), ["lines"] = All(Line).Count(), ["matters"] = All(Matter).Count(), ["decisions"] = decisions.Count, ["decisionsDone"] = decisions.Count(one => one.State == Done),
        };
    }

    protected override ProgrammeDecision Decide(Act act)
    {
        var e = act.Event();
        switch (act.Action)
        {
            case "meeting":
                e.MeetingCalled = new MeetingCalled { Title = act.Word("title"), Sort = act.Word("sort"), Region = act.Word("region") is { Length: > 0 } region ? region : Defined!.Region, OnDate = act.Day("on") };
                return PutUp(e);
            case "decide": return Take(act, e);
            case "done":
                if (Find(act.Item, Decision) is not { } decision) return UnknownItem(act);
                if (decision.State == Done) return ProgrammeDecision.Unchanged;
                if (!act.Runs && !decision.People.Contains(act.By)) return ProgrammeDecision.Refuse(NotDecided, $"'{decision.Id}'");
                e.DecisionDone = new DecisionDone();
                return ProgrammeDecision.Of(e);
            default: return Find(act.Item, Meeting) is { } meeting ? OnMeeting(act, meeting, e) : ProgrammeDecision.Refuse(MeetingUnknown, $"'{act.Item}'");
        }
    }

    protected override void Change(ProgrammeEvent e)
    {
        switch (e.KindCase)
        {
            case ProgrammeEvent.KindOneofCase.MeetingCalled:
                var meeting = Add(e.Item, Meeting, Called);
                (meeting.Title, meeting.Region, meeting.Words["sort"], meeting.Numbers["on"], meeting.DueDate) = (e.MeetingCalled.Title, e.MeetingCalled.Region, e.MeetingCalled.Sort, e.MeetingCalled.OnDate, e.MeetingCalled.OnDate);
                break;
            case ProgrammeEvent.KindOneofCase.AgendaFrozen:
                (Touch(e.Item).State, Items[e.Item].Numbers["asOf"]) = (Standing, e.AgendaFrozen.AsOfUs / 1_000_000);
                if (e.AgendaFrozen.MattersInAll > 0) Items[e.Item].Numbers["matters"] = e.AgendaFrozen.MattersInAll;
                foreach (var (n, matter) in e.AgendaFrozen.Matters.Index()) AddMatter(e.Item, n + 1, matter);
                foreach (var drawn in e.AgendaFrozen.Lines)
                {
                    var line = Add(LineId(e.Item, drawn.Kind, drawn.Id), Line, Drawn);
                    (line.Title, line.Region, line.Words["meeting"], line.Numbers["claimed"], line.Numbers["done"], line.Numbers["missing"]) =
                        (drawn.Title, drawn.Region, e.Item, drawn.Claimed, drawn.Done, Math.Max(0, drawn.Claimed - drawn.Done));
                }
                break;
            case ProgrammeEvent.KindOneofCase.DecisionTaken:
                var (taken, decision) = (e.DecisionTaken, Add(e.Item, Decision, Open));
                (decision.Title, decision.DueDate, decision.UntilDate, decision.Words["meeting"], decision.Words["issue"]) = (taken.Title, taken.DueDate, taken.DueDate, taken.Meeting, taken.Issue);
                decision.Region = Items[taken.Meeting].Region;
                if (taken.Step.Length > 0) decision.Words["step"] = taken.Step;
                if (taken.Unit.Length > 0) decision.Words["holder"] = taken.Unit;
                decision.People.Add(taken.Owner);
                break;
            case ProgrammeEvent.KindOneofCase.DecisionDone: (Touch(e.Item).State, Items[e.Item].DueDate) = (Done, 0); break;
            case ProgrammeEvent.KindOneofCase.MeetingClosed: (Touch(e.Item).State, Items[e.Item].DueDate) = (Closed, 0); break;
            default: throw new InvalidOperationException($"meetings {Id}: an event of a kind this program does not know");
        }
    }

    private ProgrammeDecision OnMeeting(Act act, ProgrammeItem meeting, ProgrammeEvent e)
    {
        if (act.Action == "close")
        {
            if (meeting.State == Called) return ProgrammeDecision.Refuse(NotFrozen, $"'{meeting.Id}'");
            if (meeting.State == Closed) return ProgrammeDecision.Refuse(IsOver, $"'{meeting.Id}'");
            e.MeetingClosed = new MeetingClosed();
            return ProgrammeDecision.Of(e);
        }
        if (meeting.State != Called) return ProgrammeDecision.Refuse(Frozen, $"'{meeting.Id}'");
        e.AgendaFrozen = new AgendaFrozen { AsOfUs = e.AtUs, Lines = { AgendaDraft.Of(act.Programmes, meeting.Region, act.Tree) } };
        if (meeting.Words["sort"] == Analysis)
        {
            var (matters, inAll) = AgendaDraft.Matters(act.Matters, meeting.Region, act.Tree);
            e.AgendaFrozen.Matters.Add(matters);
            e.AgendaFrozen.MattersInAll = inAll;
        }
        return Items.Count + e.AgendaFrozen.Lines.Count + e.AgendaFrozen.Matters.Count > ItemsMax ? ProgrammeDecision.Refuse(ProgrammeRefusals.ItemsFull, $"at most {ItemsMax}") : ProgrammeDecision.Of(e);
    }

    private ProgrammeDecision Take(Act act, ProgrammeEvent e)
    {
        if (Find(act.Word("meeting"), Meeting) is not { } meeting) return ProgrammeDecision.Refuse(MeetingUnknown, $"'{act.Word("meeting")}'");
        e.DecisionTaken = new DecisionTaken
        {
            Meeting = meeting.Id, Title = act.Word("title"), Owner = act.Word("owner"), DueDate = act.Day("due"), Line = act.Word("line"), Issue = act.Word("issue"), Step = act.Word("step"), Unit = act.Word("unit"),
        };
        if (Find(act.Item) is not null) return PutUp(e);
        if (meeting.State == Called) return ProgrammeDecision.Refuse(NotFrozen, $"'{meeting.Id}'");
        if (meeting.State == Closed) return ProgrammeDecision.Refuse(IsOver, $"'{meeting.Id}'");
        if (act.Word("line") is { Length: > 0 } about && !All(Line).Any(line => line.Words["meeting"] == meeting.Id && line.Id.EndsWith($"/{about}", StringComparison.Ordinal))) return ProgrammeDecision.Refuse(LineUnknown, $"'{about}'");
        if (e.DecisionTaken is { Step.Length: > 0, Issue.Length: 0 } or { Step: Route, Unit.Length: 0 }) return ProgrammeDecision.Refuse(StepOfNothing, $"`step` is '{e.DecisionTaken.Step}'");
        return e.DecisionTaken.DueDate < meeting.Numbers["on"] ? ProgrammeDecision.Refuse(DueBefore, LocalDay.Format((int)meeting.Numbers["on"])) : PutUp(e);
    }

    // By its number, not its issue: an issue's id leads to more than whoever sees the agenda may know.
    private void AddMatter(string meeting, int number, AgendaMatter drawn)
    {
        var line = Add(string.Create(CultureInfo.InvariantCulture, $"{meeting}:{number:000}"), Matter, Drawn);
        (line.Title, line.Region, line.Numbers["opened"]) = (drawn.Category, drawn.Grid, drawn.OpenedDate);
        (line.Words["meeting"], line.Words["issue"], line.Words["size"], line.Words["stage"], line.Words["holder"]) = (meeting, drawn.Issue, drawn.Size, drawn.Stage, drawn.Holder);
        // Until when, and not due: what stands on an agenda is nobody's to end there.
        line.UntilDate = drawn.DueDate;
    }

    // With signs that no id has.
    private static string LineId(string meeting, string kind, string programme) => $"{meeting}:{kind}/{programme}";
}

using RealtimeGov.Protos;
using static RealtimeGov.Protos.IssueStage;
using Step = RealtimeGov.Protos.IssueCommand.StepOneofCase;

namespace RealtimeGov.Domain.Issues;

/// <summary>The loop's table: the decider checks every command against it, and docs/loop.md is written from it.</summary>
public static class IssueSteps
{
    private static readonly IssueStage[] Working = [Accepted, Routed, Handling];
    private static readonly IssueStage[] Unresolved = [Opened, .. Working];
    private static readonly IssueStage[] Waiting = [Asked, Suspended];
    private static readonly IssueStage[] Unended = [.. Unresolved, .. Waiting, Checking, Resolved, Answered];
    private static readonly IssueStage[] Everywhere = [.. Unended, Joined, IssueStage.Split, Closed, Declined];

    public static IReadOnlyList<StepRule> Table { get; } =
    [
        new(Step.Accept, [Opened], Takers.Desk, Needs.Nothing, [Accepted], "Accept the report; on appeal it counts again", "受理（申诉后恢复计数）"),
        new(Step.Decline, [Opened], Takers.Desk, Needs.Reason, [Declined], "Decline it: it no longer counts, the reporters are told", "不予受理（不再计数，告知上报人）"),
        new(Step.Appeal, [Declined], Takers.Reporter, Needs.Reason, [Opened], "Appeal a decline, once", "对不予受理申诉一次"),
        new(Step.Classify, Unresolved, Takers.Desk, Needs.Nothing, [], "Category, size and urgency; lowering the urgency needs a reason", "分类、定大小事、定急缓（降级须写理由）"),
        new(Step.Route, Unresolved, Takers.Desk | Takers.Supervisor, Needs.Nothing, [Routed], "Give it to a holder and co-holders; from a report just opened this accepts it too", "分流给承办与协办单位（可同时受理）"),
        new(Step.TakeOver, [Routed], Takers.Lead, Needs.Nothing, [Handling], "Take it over", "接办"),
        new(Step.HandBack, [Routed, Handling], Takers.Lead, Needs.Reason, [Accepted, Routed], "Hand it back; once too often and it goes upward", "退回（超过次数则上报）"),
        new(Step.HandUp, [Routed, Handling], Takers.Lead, Needs.Reason, [Routed], "Hand it up to a unit of a higher level", "上报上级"),
        new(Step.HandDown, [Routed, Handling], Takers.Lead, Needs.Reason, [Routed], "Hand it down to a unit of a lower level", "下交下级"),
        new(Step.Claim, Working, Takers.Leader, Needs.Nothing, [Handling], "A named leader claims it", "领导领办"),
        new(Step.FinishShare, [Handling], Takers.CoHolder, Needs.Nothing, [], "A co-holder has done its share", "协办完成"),
        new(Step.Resolve, [Routed, Handling], Takers.Lead, Needs.Text | Needs.Photo, [Checking, Resolved, Answered, Closed], "Resolved, with words and a photo of the result; may be the answer too", "办结（文字与办后照片，可同时反馈）"),
        new(Step.Verify, [Checking], Takers.Checker | Takers.Desk, Needs.Nothing, [Resolved, Handling, Closed], "Somebody else verifies; what failed goes back with a reason", "他人核查（不通过须写理由）"),
        new(Step.FeedBack, [Resolved], Takers.Desk | Takers.Lead, Needs.Text, [Answered], "Tell every reporter", "反馈给每位上报人"),
        new(Step.Rate, [Answered, Closed, Declined], Takers.Reporter, Needs.Nothing, [Closed], "Rate the answer, 1 to 5; the last reporter's rating closes it", "评价（1 至 5 分）"),
        new(Step.Close, [Answered], Takers.Desk, Needs.Nothing, [Closed], "Close it; to be looked at again after some days, or not", "结案（可约定回访）"),
        new(Step.Reopen, [Answered, Closed], Takers.Reporter | Takers.Desk | Takers.Supervisor, Needs.Reason, [Accepted], "It was not solved", "重新办理"),
        new(Step.ForceClose, [.. Unresolved, .. Waiting, Checking, Resolved, Answered, IssueStage.Split], Takers.Supervisor | Takers.Leader, Needs.Reason, [Closed], "A higher level closes it as it is", "强制结案"),
        new(Step.Recheck, [Closed], Takers.Checker | Takers.Desk, Needs.Nothing, [Accepted], "Look at it once more; what failed is reopened with a reason", "回访核查（不通过则重办）"),
        new(Step.SolveByFinder, [.. Unresolved, .. Waiting], Takers.Finder, Needs.Text, [Answered, Closed], "Whoever found it has solved it", "发现人自行解决"),
        new(Step.Suspend, Working, Takers.Lead | Takers.Desk, Needs.Reason, [Suspended], "Let it wait until a date", "挂起至某日"),
        new(Step.Resume, [Suspended], Takers.Lead | Takers.Desk, Needs.Nothing, Working, "Go on before the date", "恢复办理"),
        new(Step.Extend, [Handling], Takers.Supervisor | Takers.Desk, Needs.Reason, [], "Give it more time", "延期"),
        new(Step.AskBack, Unresolved, Takers.Desk | Takers.Lead, Needs.Text, [Asked], "Ask the reporters; the clocks pause", "询问上报人（计时暂停）"),
        new(Step.Reply, [Asked, Closed], Takers.Reporter, Needs.Text, Unresolved, "Answer what was asked; a late answer reopens it", "答复询问（逾期答复则重开）"),
        new(Step.Amend, Everywhere, Takers.Reporter, Needs.Text, [], "Amend what was sent; both versions stay", "补充更正（两版均保留）"),
        new(Step.CorrectGrid, Unresolved, Takers.Desk, Needs.Reason, [Opened, Accepted], "It belongs to another grid", "改正所属网格"),
        new(Step.Supervise, [Routed, Handling, Checking, Resolved], Takers.Supervisor | Takers.Leader, Needs.Text, [], "A higher level's note, which must be answered, or its interest", "上级批示（须回复）或重点督办"),
        new(Step.AnswerNote, Everywhere, Takers.Lead | Takers.Desk, Needs.Text, [], "Answer a note", "回复批示"),
        new(Step.Join, Unresolved, Takers.Desk, Needs.Nothing, [Joined], "Join another issue: it is answered with that", "并入另一事件（随其答复）"),
        new(Step.LeaveParent, [Joined], Takers.Desk, Needs.Reason, Unresolved, "It was joined wrongly: its own clocks go on", "误并拆出（恢复自身计时）"),
        new(Step.SplitReport, Unresolved, Takers.Desk, Needs.Nothing, [], "A wrongly joined report becomes an issue of its own", "误并的报告拆为独立事件"),
        new(Step.Split, Unresolved, Takers.Desk, Needs.Nothing, [IssueStage.Split], "Split it into parts; it is answered when the last ends", "拆分（最后一部分办结时答复）"),
        new(Step.ClockRings, Everywhere, Takers.System, Needs.Nothing, [.. Working, Opened, Closed], "A clock rings: a card, or what a pause or a waiting time ends in", "时限到（发牌、恢复、结案）"),
        new(Step.AddReport, Everywhere, Takers.System, Needs.Nothing, [], "A further report of it (me too)", "附议"),
        new(Step.AddChild, Everywhere, Takers.System, Needs.Nothing, [], "Another issue joins this one", "另一事件并入"),
        new(Step.RemoveChild, Everywhere, Takers.System, Needs.Nothing, [], "A joined issue leaves", "并入的事件拆出"),
        new(Step.ParentAnswers, Everywhere, Takers.System, Needs.Nothing, [Closed, Declined], "The parent is answered, and so is this", "主事件已答复，一并答复"),
        new(Step.ParentReopens, Everywhere, Takers.System, Needs.Nothing, [Joined], "The parent is reopened, and so is this", "主事件重开，一并重开"),
        new(Step.RefuseChild, Everywhere, Takers.System, Needs.Nothing, Unresolved, "The parent takes nothing: this goes on alone", "主事件不接受并入，独立办理"),
        new(Step.PartEnds, Everywhere, Takers.System, Needs.Nothing, [Answered], "A part has ended; with the last the reporters are told", "一部分办结（最后一部分办结时答复）"),
        new(Step.PartReopens, Everywhere, Takers.System, Needs.Nothing, [IssueStage.Split], "A part is reopened", "一部分重开"),
    ];

    private static readonly Dictionary<Step, StepRule> ByStep = Table.ToDictionary(rule => rule.Step);

    public static StepRule? Find(Step step) => ByStep.GetValueOrDefault(step);
}

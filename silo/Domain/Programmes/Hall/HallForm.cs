namespace RealtimeGov.Domain.Programmes.Hall;

/// <summary>What a deliberation can be asked for, and its words.</summary>
internal static class HallForm
{
    public const string Passed = "passed", Rejected = "rejected", Tie = "tie", NoQuorum = "no_quorum";

    public const string QuorumMissing = "quorum_missing", SeatRecused = "seat_recused", SeatUnknown = "seat_unknown", SeatVoted = "seat_voted", VoteClosed = "vote_closed",
        VoteLate = "vote_late", NotOpen = "vote_not_open", OpinionsClosed = "opinions_closed", NotPassed = "motion_not_passed", IsArchived = "hall_archived", SeatTaken = "seat_person_twice",
        NotOwner = "task_not_owner", Unfinished = "hall_unfinished";

    private static readonly ProgrammeChoice[] Choices = [new("for", "for", "赞成"), new("against", "against", "反对"), new("abstain", "abstain", "弃权")];

    public static ProgrammeKind Kind { get; } = new(
        "hall", "Deliberations", "民主议事", id => new Deliberation(id),
        Settings:
        [
            new("rules", FieldKind.Title, "Rules, with their version", "议事规则及版本", Needed: true), new("quorum", FieldKind.Number, "Seats needed for a vote", "法定人数", Needed: true),
            new("issue", FieldKind.Id, "Issue that it is about", "所议事件"),
        ],
        Actions:
        [
            new("opinion", "Give an opinion", "会前意见", Runs: false, HasItem: true, new ProgrammeField("text", FieldKind.Text, "Opinion", "意见", Needed: true)),
            new("invite", "Invite a seat", "邀请席位", Runs: true, HasItem: true,
                new ProgrammeField("person", FieldKind.Person, "Person", "人员", Needed: true), new("title", FieldKind.Title, "Speaks for", "代表", Needed: true)),
            new("recuse", "Recuse", "回避", Runs: false, HasItem: true, new ProgrammeField("reason", FieldKind.Text, "Reason", "理由")),
            new("attend", "Present", "到会", Runs: false, HasItem: true),
            new("leave", "Leaves", "离会", Runs: false, HasItem: true),
            new("motion", "Put a motion", "提出议题", Runs: true, HasItem: true, new ProgrammeField("title", FieldKind.Title, "Motion", "议题", Needed: true)),
            new("open", "Open the vote", "开始表决", Runs: true, HasItem: true, new ProgrammeField("until", FieldKind.Day, "Votes count until", "表决截止")),
            new("vote", "Vote", "表决", Runs: false, HasItem: true,
                new ProgrammeField("seat", FieldKind.Id, "Seat", "席位", Needed: true), new("choice", FieldKind.Choice, "Vote", "表决", Needed: true, Choices),
                new("paper", FieldKind.Flag, "On paper", "纸质票")),
            new("close", "Close the vote", "结束表决", Runs: true, HasItem: true),
            new("task", "Give a task", "交办", Runs: true, HasItem: true,
                new ProgrammeField("motion", FieldKind.Id, "Motion", "议题", Needed: true), new("title", FieldKind.Title, "Task", "事项", Needed: true),
                new("owner", FieldKind.Id, "Owner: a unit or a person", "责任单位或责任人", Needed: true), new("due", FieldKind.Day, "Due", "期限", Needed: true)),
            new("done", "Done", "办结", Runs: false, HasItem: true, new ProgrammeField("text", FieldKind.Text, "What was done", "办理情况")),
            new("archive", "Archive with the minutes", "归档", Runs: true, HasItem: false, new ProgrammeField("minutes", FieldKind.Text, "Minutes", "会议纪要", Needed: true)),
        ],
        States:
        [
            new(Deliberation.Invited, "invited", "已邀请"), new(Deliberation.Present, "present", "到会"), new(Deliberation.Recused, "recused", "回避"),
            new(Deliberation.Put, "put", "待表决"), new(Deliberation.Voting, "being voted on", "表决中"), new(Passed, "passed", "通过"), new(Rejected, "rejected", "未通过"),
            new(Tie, "tie", "平票"), new(NoQuorum, "no quorum", "人数不足"), new(Deliberation.Given, "given", "已提交"), new(Deliberation.Done, "done", "已办结"),
            new(Deliberation.Archived, "archived", "已归档"),
        ],
        Figures:
        [
            new("opinions", "Opinions", "会前意见"), new("seats", "Seats", "席位"), new("present", "Present", "到会"), new("recused", "Recused", "回避"), new("motions", "Motions", "议题"),
            new("passed", "Passed", "通过"), new("tasks", "Tasks", "交办"), new("tasksDone", "Tasks done", "已办结"),
        ],
        Columns:
        [
            new("votes", "Votes", "票数"), new("for", "For", "赞成"), new("against", "Against", "反对"), new("abstain", "Abstain", "弃权"), new("paper", "On paper", "纸质票"), new("online", "On line", "线上票"),
            new("owner", "Owner", "责任"), new("motion", "Motion", "议题"),
        ],
        Refusals:
        [
            new(QuorumMissing, "Too few seats are present for a vote.", "到会席位不足法定人数。"), new(SeatRecused, "The seat is recused and does not vote.", "该席位已回避，不能表决。"),
            new(SeatUnknown, "There is no such seat.", "没有此席位。"), new(SeatVoted, "The seat has voted: one vote a seat.", "该席位已表决，一席一票。"),
            new(VoteClosed, "The vote is closed.", "表决已结束。"), new(VoteLate, "The last day of the vote is over.", "表决已过截止日期。"), new(NotOpen, "The vote is not open yet.", "表决尚未开始。"),
            new(OpinionsClosed, "A vote has begun: opinions are given beforehand.", "表决已开始，意见应在会前提出。"), new(NotPassed, "The motion has not passed.", "议题未通过。"),
            new(IsArchived, "The deliberation is archived.", "议事已归档。"), new(SeatTaken, "The person has a seat already.", "此人已有席位。"),
            new(NotOwner, "The task is somebody else's.", "此事项由他人负责。"), new(Unfinished, "A vote is open, or a task is not done.", "仍有表决未结束或事项未办结。"),
        ]);
}

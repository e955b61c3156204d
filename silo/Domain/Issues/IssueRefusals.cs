namespace RealtimeGov.Domain.Issues;

/// <summary>Why a step is refused; docs/loop.md says each in words.</summary>
public static class IssueRefusals
{
    public const string Unknown = "issue_unknown";
    public const string CommandMalformed = "command_malformed";
    public const string VersionPassed = "version_passed";
    public const string StageForbids = "stage_forbids";
    public const string NotAllowed = "not_allowed";
    public const string ReasonMissing = "reason_missing";
    public const string TextMissing = "text_missing";
    public const string TextTooLong = "text_too_long";
    public const string TextMalformed = "text_malformed";
    public const string PhotoMissing = "photo_missing";
    public const string PhotosTooMany = "photos_too_many";
    public const string DeclineReasonMissing = "decline_reason_missing";
    public const string AppealedBefore = "appealed_before";
    public const string CategoryMalformed = "category_malformed";
    public const string NothingClassified = "nothing_classified";
    public const string HardTriggerMissing = "hard_trigger_missing";
    public const string NoHolder = "no_holder";
    public const string UnitUnknown = "unit_unknown";
    public const string LevelWrong = "level_wrong";
    public const string NotAbove = "not_above";
    public const string SamePerson = "same_person";
    public const string NoteUnanswered = "note_unanswered";
    public const string NoteUnknown = "note_unknown";
    public const string ScoreOutOfRange = "score_out_of_range";
    public const string RatedBefore = "rated_before";
    public const string TooOften = "too_often";
    public const string TooLate = "too_late";
    public const string DaysOutOfRange = "days_out_of_range";
    public const string DateInvalid = "date_invalid";
    public const string OutsideCalendar = "outside_calendar";
    public const string GridUnknown = "grid_unknown";
    public const string JoinsItself = "joins_itself";
    public const string PartJoins = "part_joins";
    public const string HasChildren = "has_children";
    public const string IssueIdMalformed = "issue_id_malformed";
    public const string ParentUnknown = "parent_unknown";
    public const string ReportNotHere = "report_not_here";
    public const string LastReport = "last_report";
    public const string PartsOutOfRange = "parts_out_of_range";
    public const string UnitsTooMany = "units_too_many";

    /// <summary>Each code in English and Chinese, in the order of docs/loop.md.</summary>
    public static IReadOnlyList<(string Code, string English, string Chinese)> Words { get; } =
    [
        (Unknown, "There is no such issue.", "没有这个事件。"),
        (CommandMalformed, "The command names no step, no id or nobody who takes it: a fault of the program that sent it.", "指令没有步骤、编号或操作人：发送程序的错误。"),
        (VersionPassed, "Somebody was quicker: the issue has changed since it was shown. Look at it again and decide anew.", "事件在显示之后已有变化，请刷新后再决定。"),
        (StageForbids, "The issue stands where this step does not follow; the detail names the stage.", "事件当前状态不能执行此步骤，详情写明状态。"),
        (NotAllowed, "This step is for others; the detail says for whom.", "无权执行此步骤，详情写明由谁执行。"),
        (ReasonMissing, "The step needs a reason in words.", "此步骤必须写明理由。"),
        (TextMissing, "The step needs a text.", "此步骤必须填写文字。"),
        (TextTooLong, "The text is over 2,000 characters.", "文字超过 2,000 字。"),
        (TextMalformed, "The text holds U+FFFD or a control character other than a line break or a tab.", "文字含 U+FFFD，或换行、制表符以外的控制字符。"),
        (PhotoMissing, "Show the result in a photo.", "必须附处理后的照片。"),
        (PhotosTooMany, "A step takes at most 20 photos.", "一个步骤至多 20 张照片。"),
        (DeclineReasonMissing, "Choose why it is declined.", "必须选择不予受理的理由。"),
        (AppealedBefore, "A decline can be appealed once.", "对不予受理只能申诉一次。"),
        (CategoryMalformed, "The category is not 1-128 printable characters.", "类别不是 1 至 128 个可显示字符。"),
        (NothingClassified, "Nothing would change: name a category, a size or an urgency.", "没有变化：请指定类别、大小或紧急程度。"),
        (HardTriggerMissing, "A hard matter says why it is hard: beyond this level, several departments, coordinated in vain.", "难事须注明缘由：超出本级、涉及多部门、多次协调未果。"),
        (NoHolder, "The routing table knows no holder for it: name one.", "分流表中没有承办单位，请指定。"),
        (UnitUnknown, "There is no unit of this code.", "没有此代码的单位。"),
        (LevelWrong, "Up goes to a unit of a higher level, down to one of a lower.", "上报须交上级单位，下交须交下级单位。"),
        (NotAbove, "Only a higher level supervises a lower one.", "只能上级督办下级。"),
        (SamePerson, "Whoever resolved it does not verify it.", "处理人不能核查自己的处理结果。"),
        (NoteUnanswered, "A supervisor's note is still to be answered.", "尚有督办批示未回复。"),
        (NoteUnknown, "There is no unanswered note of this number.", "没有此编号的待回复批示。"),
        (ScoreOutOfRange, "A score is 1 to 5.", "评分为 1 至 5。"),
        (RatedBefore, "This report has rated this answer.", "该报告已对此次答复评价。"),
        (TooOften, "It was done as often as it may; a supervisor or the desk can still act.", "次数已到上限；可由督办单位或受理台处理。"),
        (TooLate, "The time for it is over.", "已过期限。"),
        (DaysOutOfRange, "So many days are not allowed; the detail says how many are.", "天数超出允许范围，详情写明范围。"),
        (DateInvalid, "The date is not ahead, or too far ahead.", "日期不在将来，或过远。"),
        (OutsideCalendar, "The working calendar does not reach so far.", "工作日历不含该日期。"),
        (GridUnknown, "There is no other grid of this code.", "没有此代码的其他网格。"),
        (JoinsItself, "An issue cannot join itself.", "事件不能并入自身。"),
        (PartJoins, "A part is answered with its whole: it joins nothing.", "拆分的部分随其整体答复，不能并入其他事件。"),
        (HasChildren, "Others have joined it: join them elsewhere first.", "已有事件并入其中，请先处理。"),
        (IssueIdMalformed, "This is no issue id.", "事件编号有误。"),
        (ParentUnknown, "There is no issue of this id that it could join.", "没有此编号的事件可供并入。"),
        (ReportNotHere, "No report of this id is part of the issue.", "该报告不属于此事件。"),
        (LastReport, "Its only report cannot be split off: correct its category or its grid instead.", "唯一的报告不能拆出，请改类别或网格。"),
        (PartsOutOfRange, "An issue is split into 2 to 20 parts with a category each.", "拆分为 2 至 20 部分，每部分须有类别。"),
        (UnitsTooMany, "At most 20 units work beside the lead.", "协办单位至多 20 个。"),
    ];
}

namespace RealtimeGov.Domain.Programmes.Surveys;

/// <summary>What a survey says of itself.</summary>
public static class SurveyForm
{
    public const int QuestionsMax = 8, OptionsMax = 12;

    public static ProgrammeKind Kind { get; } = new(
        "surveys", "Surveys", "入户问卷", id => new Survey(id),
        Settings: [new("from", FieldKind.Day, "First day", "起", Needed: true), new("until", FieldKind.Day, "Last day", "止", Needed: true)],
        Actions:
        [
            new("dwelling", "List a dwelling", "登记住户", Runs: true, HasItem: true, new ProgrammeField("stairwell", FieldKind.Id, "Stairwell", "楼道", Needed: true)),
            new("stairwell", "List a stairwell", "登记楼道", Runs: true, HasItem: true,
                new("region", FieldKind.Region, "Region", "区划"), new("person", FieldKind.Person, "Stairwell steward", "楼道长", Needed: true)),
            new("question", "Put a question", "设置问题", Runs: true, HasItem: true,
                new("title", FieldKind.Title, "Question", "问题", Needed: true), new("number", FieldKind.Number, "Number, from 1", "序号（从 1 起）", Needed: true),
                new("options", FieldKind.Title, "Answers offered, with blanks between them", "备选答案（以空格分隔）")),
            new("answer", "Hand in the answers", "提交答卷", Runs: false, HasItem: true,
                [.. Enumerable.Range(1, QuestionsMax).Select(n => new ProgrammeField($"a{n}", FieldKind.Text, $"Answer {n}", $"答案 {n}")), new("sheet", FieldKind.Id, "Number of the sheet", "答卷编号")]),
            new("miss", "Not asked", "未能入户", Runs: false, HasItem: true,
                new ProgrammeField("why", FieldKind.Choice, "Why", "原因", Needed: true, new(Survey.Refused, "refused", "拒绝"), new(Survey.Absent, "nobody at home", "无人"))),
            new("close", "Close and count", "结束并汇总", Runs: true, HasItem: false),
            new("erase", "Erase the answers", "删除答卷", Runs: true, HasItem: false),
        ],
        States:
        [
            new(Survey.Due, "due", "待入户"), new(Survey.Answered, "answered", "已答"), new(Survey.Refused, "refused", "拒绝"), new(Survey.Absent, "nobody at home", "无人"),
            new(Survey.Listed, "listed", "已登记"), new(Survey.Told, "counted", "已汇总"), new(Survey.Hidden, "too few to be told", "少于 5，不显示"), new(Survey.Kept, "answers kept", "答卷保存中"),
            new(Survey.Erased, "answers erased", "答卷已删除"), new(Survey.Closed, "closed", "已结束"),
        ],
        Figures:
        [
            new("dwellings", "Dwellings", "住户"), new("answered", "Answered", "已答"), new("refused", "Refused", "拒绝"), new("absent", "Nobody at home", "无人"), new("due", "Still to be asked", "待入户"),
            new("stairwells", "Stairwells", "楼道"), new("covered", "Stairwells asked in full", "已全覆盖楼道"), new("questions", "Questions", "问题"),
        ],
        Columns:
        [
            new("stairwell", "Stairwell", "楼道"), new("dwellings", "Dwellings", "住户"), new("answered", "Answered", "已答"), new("refused", "Refused", "拒绝"), new("absent", "Nobody at home", "无人"),
            new("due", "Still to be asked", "待入户"), new("number", "Number", "序号"), new("options", "Answers offered", "备选答案"), new("count", "Sum", "合计"),
        ],
        Refusals:
        [
            new(Survey.StairwellUnknown, "There is no such stairwell.", "没有此楼道。"), new(Survey.DwellingUnknown, "There is no such dwelling.", "没有此住户。"),
            new(Survey.NotSteward, "Whoever asks in the stairwell hands this in.", "应由该楼道的楼道长提交。"),
            new(Survey.NotRunning, "The survey does not run on that day, or is closed.", "问卷不在进行期内，或已结束。"),
            new(Survey.HasAnswered, "The dwelling has answered: once each.", "此住户已答，一户一卷。"),
            new(Survey.AnswerMissing, "A question is not answered.", "有问题未作答。"),
            new(Survey.AnswerNotOffered, "The question offers other answers, or there is no such question.", "答案不在备选之内，或没有此问题。"),
            new(Survey.QuestionNumber, "Questions have numbers from 1, each once, and at most 12 answers.", "问题序号从 1 起且不重复，备选答案至多 12 个。"),
            new(Survey.HasBegun, "Somebody has answered: the questions stay as they are.", "已有答卷，问题不可再改。"),
            new(Survey.NotClosed, "The survey is not closed.", "问卷尚未结束。"),
        ]);
}

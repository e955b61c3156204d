namespace RealtimeGov.Domain.Programmes.Stars;

/// <summary>What can be done about grids' stars, in both languages.</summary>
public static class StarForm
{
    public const string WeightsWrong = "star_weights", InputUnknown = "star_input_unknown", InputsFixed = "star_inputs_fixed", ValueMissing = "star_value_missing", HalfOver = "star_half_over",
        HalfMissing = "star_half_missing", CodeUnknown = "judgement_code_unknown", CodeSpent = "judgement_code_spent", ByNobody = "judgement_by_slip_not_owner";

    private static readonly ProgrammeField Half = new("half", FieldKind.Id, "Half-year (2026-1)", "半年（2026-1）", Needed: true);

    public static ProgrammeKind Kind { get; } = new(
        "stars", "Grids' stars", "网格星级", id => new StarBook(id),
        Settings: [new("judgementWeight", FieldKind.Number, "Weight of the households' judgement (0)", "联户评议权重（0）")],
        Actions:
        [
            new("input", "Set an input", "设立评定项", Runs: true, HasItem: true,
                new("title", FieldKind.Title, "What is weighed", "评定项", Needed: true), new("weight", FieldKind.Number, "Weight of 100", "权重（共 100）", Needed: true), new("best", FieldKind.Number, "Counts in full from", "满分值", Needed: true)),
            new("grid", "List a grid", "登记网格", Runs: true, HasItem: true, new ProgrammeField("region", FieldKind.Region, "Grid", "网格", Needed: true)),
            new("value", "Note a value", "登记数值", Runs: true, HasItem: true, Half, new ProgrammeField("input", FieldKind.Id, "Input", "评定项编号", Needed: true), new ProgrammeField("value", FieldKind.Number, "Value", "数值", Needed: true)),
            new("codes", "Give out codes for judging", "发放评议码", Runs: true, HasItem: true, Half, new ProgrammeField("hashes", FieldKind.People, "Hashes of the codes", "评议码摘要", Needed: true)),
            new("judge", "Judge by a code", "凭码评议", Runs: false, HasItem: false, new ProgrammeField("code", FieldKind.Id, "Hash of the code", "评议码摘要", Needed: true), new ProgrammeField("level", FieldKind.Number, "1 to 5", "1 至 5 分", Needed: true)),
            new("rate", "Rate the half-year", "评定半年星级", Runs: true, HasItem: true, Half),
            new("publish", "Publish the year", "公布年度星级", Runs: true, HasItem: true),
        ],
        States: [new(StarBook.Current, "current", "有效"), new(StarBook.Open, "being collected", "收集中"), new(StarBook.Rated, "rated", "已评定"), new(StarBook.Published, "published", "已公布")],
        Figures: [new("inputs", "Inputs", "评定项"), new("weights", "Weights in all", "权重合计"), new("grids", "Grids", "网格"), new("rated", "Half-years rated", "已评定半年"), new("years", "Years published", "已公布年度"), new("codes", "Codes given out", "已发评议码"), new("answers", "Judgements", "已评议")],
        Columns: [new("weight", "Weight", "权重"), new("best", "Full from", "满分值"), new("inputs", "Inputs and weights", "评定项与权重"), new("answers", "Judgements", "评议数"), new("judgement", "Households' average (hundredths)", "联户评议均分（百分之一分）"), new("score", "Score (hundredths)", "得分（百分之一分）"), new("stars", "Stars", "星级")],
        Refusals:
        [
            new(WeightsWrong, "The weights of the inputs and of the households' judgement are 100 together.", "各评定项与联户评议的权重合计应为 100。"), new(InputUnknown, "There is no such input.", "没有此评定项。"),
            new(InputsFixed, "A half-year is rated: the inputs stay as they are.", "已有半年评定，评定项不可再改。"), new(ValueMissing, "A value is missing.", "有评定项未登记数值。"), new(HalfOver, "The half-year is rated.", "该半年已评定。"),
            new(HalfMissing, "A grid's half-year is not rated yet.", "有网格的半年尚未评定。"), new(CodeUnknown, "There is no such code.", "没有此评议码。"), new(CodeSpent, "The code was used: once each.", "评议码已用过，一码一次。"),
            new(ByNobody, "Judged with a slip's code at /public/judge, by nobody in particular.", "请凭纸条上的评议码在评议页面提交，不记姓名。"),
        ]);
}

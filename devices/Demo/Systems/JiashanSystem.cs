namespace RealtimeGov.Devices.Demo.Systems;

/// <summary>Jiashan: stairwell stewards hand a survey of four questions to every household of two compounds, in fourteen days.</summary>
internal static class JiashanSystem
{
    private const string Kind = "surveys", Id = "jiashan";
    private const int Households = 987, Stairwells = 60;

    public static TownSystem Definition { get; } = new("jiashan", "嘉善：楼道长", "Jiashan: stairwell stewards' survey of every household", $"/desk/programmes/{Kind}/{Id}")
    {
        Stages = ground =>
        [
            new("listed",
                new DefineProgramme(Kind, Id, new { title = "楼道长入户问卷", region = ground.Town, from = ground.InDays(0), until = ground.InDays(13) }),
                new ImportSheet(Kind, Id, "stairwell", SheetLines.Of("编号,区划,楼道长", Stairwells, n => $"s{n:00},{(n <= 32 ? ground.FirstVillage : ground.SecondVillage)},{(n == 1 ? ground.Cadre : $"lou{n}")}")),
                new ImportSheet(Kind, Id, "dwelling", SheetLines.Of("编号,楼道", Households, n => $"h{n:000},s{(n - 1) % Stairwells + 1:00}")),
                new ImportSheet(Kind, Id, "question", "编号,问题,序号,备选答案\nq1,楼道卫生,1,好 一般 差\nq2,停车,2,够用 不够\nq3,夜间照明,3,亮 暗\nq4,最盼望办的事,4,\n")),
            new("first", new DoAct(Kind, Id, "answer", new { item = "h001", sheet = "n1", a1 = "好", a2 = "够用", a3 = "亮", a4 = "盼装电梯" })),
            new("missed", new ImportSheet(Kind, Id, "miss", SheetLines.Of("编号,原因", 20, n => $"h{n + 1:000},{(n % 2 == 0 ? "拒绝" : "无人")}"))),
            // All but the ten who refuse; of them three call the stairwell bad.
            new("answered", new ImportSheet(Kind, Id, "answer", SheetLines.Of("编号,答案 1,答案 2,答案 3,答案 4", 976, n =>
                $"h{(n <= 10 ? 2 * n : n + 11):000},{(n <= 3 ? "差" : n <= 103 ? "一般" : "好")},{(n <= 500 ? "不够" : "够用")},{(n <= 200 ? "暗" : "亮")},盼望{n}"))),
            new("closed", new DoAct(Kind, Id, "close", new { })),
        ],
        Figures = _ => [.. SystemFigure.Of(Kind, Id, ("dwellings", 987), ("answered", 977), ("refused", 10), ("due", 0), ("stairwells", 60), ("covered", 60), ("questions", 4))],
    };
}

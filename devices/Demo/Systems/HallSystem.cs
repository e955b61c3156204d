namespace RealtimeGov.Devices.Demo.Systems;

/// <summary>Zhicheng's deliberation hall: Taiyuan new village votes on five motions by its rules.</summary>
internal static class HallSystem
{
    private const string Kind = "hall", Id = "taiyuan";
    private static readonly string[] Motions = ["拆除花坛", "拓宽道路", "增设车位", "设置门岗", "配备保安"];

    public static TownSystem Definition { get; } = new("hall", "雉城：民主议事厅", "Zhicheng: a deliberation hall for what a grid cannot settle", $"/desk/programmes/{Kind}/{Id}")
    {
        Stages = ground =>
        [
            new("called",
                [
                    new DefineProgramme(Kind, Id, new { title = "太原新村改造", region = ground.Town, rules = "议事规则（第二版）", quorum = 15 }),
                    .. Motions.Select((title, n) => new DoAct(Kind, Id, "motion", new { item = $"m{n}", title })),
                    new ImportSheet(Kind, Id, "invite", SheetLines.Of("编号,人员,代表", 22, n => $"s{n},{(n == 21 ? ground.Cadre : n == 22 ? ground.Leader : $"r{n}")},{n} 号楼")),
                    new ImportSheet(Kind, Id, "attend", SheetLines.Of("编号", 22, n => $"s{n}")),
                ]),
            new("beforehand",
                new DoAct(Kind, Id, "opinion", new { item = "o1", text = "希望增加车位" }),
                new DoAct(Kind, Id, "recuse", new { item = "s22", reason = "与施工方有关" })),
            new("voted",
                new DoAct(Kind, Id, "open", new { item = "m0", until = ground.InDays(0) }),
                new ImportSheet(Kind, Id, "vote", SheetLines.Of("编号,席位,表决,纸质票", 12, n => $"m0,s{n},赞成,是")),
                new ImportSheet(Kind, Id, "vote", SheetLines.Of("编号,席位,表决", 8, n => $"m0,s{n + 12},{(n < 8 ? "赞成" : "反对")}"))),
            new("last", new DoAct(Kind, Id, "vote", new { item = "m0", seat = "s21", choice = "for" })),
            new("decided",
                new DoAct(Kind, Id, "close", new { item = "m0" }),
                new DoAct(Kind, Id, "task", new { item = "t0", motion = "m0", title = "拆除花坛", owner = ground.Cadre, due = ground.InDays(53) })),
            new("done", new DoAct(Kind, Id, "done", new { item = "t0" })),
            new("archived", new DoAct(Kind, Id, "archive", new { minutes = "到会 21 席，全部议题按规则表决。" })),
        ],
        Figures = _ => [.. SystemFigure.Of(Kind, Id, ("opinions", 1), ("seats", 22), ("recused", 1), ("motions", 5), ("passed", 1), ("tasks", 1), ("tasksDone", 1))],
    };
}

namespace RealtimeGov.Devices.Demo.Systems;

/// <summary>Shaoxing's contracts between communities and organisations, in five stages.</summary>
internal static class ContractsSystem
{
    private const string Kind = "contracts", Id = "shaoxing";

    public static TownSystem Definition { get; } = new("contracts", "绍兴：契约化共建", "Shaoxing: contracts between communities and organisations", $"/desk/programmes/{Kind}/{Id}")
    {
        Stages = ground =>
        [
            new("listed",
                new DefineProgramme(Kind, Id, new { title = "契约化共建", region = ground.Town }),
                new ImportSheet(Kind, Id, "partner", SheetLines.Of("编号,名称", 1243, n => $"u{n},单位{n}")),
                new ImportSheet(Kind, Id, "resource", SheetLines.Of("编号,代表哪一方,资源,清单", 236, n => $"r{n},u{n},资源{n},资源清单")),
                new ImportSheet(Kind, Id, "project", SheetLines.Of("编号,项目,代表哪一方,对方,清单", 518, n => $"p{n},项目{n},u{n},u{n + 600},服务清单"))),
            new("reviewed",
                new DoAct(Kind, Id, "sign", new { item = "p1", partner = "u1" }), new DoAct(Kind, Id, "sign", new { item = "p1", partner = "u601" }),
                new DoAct(Kind, Id, "publish", new { item = "p1" }), new DoAct(Kind, Id, "perform", new { item = "p1", partner = "u1" }),
                new DoAct(Kind, Id, "review", new { item = "p1", partner = "u1", level = "good" }), new DoAct(Kind, Id, "review", new { item = "p1", partner = "u601", level = "good" })),
        ],
        Figures = _ => [.. SystemFigure.Of(Kind, Id, ("partners", 1243), ("resources", 236), ("projects", 518), ("signed", 1), ("reviewed", 1))],
    };
}

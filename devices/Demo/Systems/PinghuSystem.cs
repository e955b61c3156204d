namespace RealtimeGov.Devices.Demo.Systems;

/// <summary>Pinghu: judges, prosecutors, police and lawyers assigned to villages, at most two each.</summary>
internal static class PinghuSystem
{
    private const string Kind = "assignments", Id = "pinghu";

    public static TownSystem Definition { get; } = new("pinghu", "平湖：平安书记", "Pinghu: people of the law assigned to villages", $"/desk/programmes/{Kind}/{Id}")
    {
        Regions = ground => [new("pinghu", "平湖示例", "area", ground.Town), .. Enumerable.Range(1, 119).Select(n => new SystemRegion($"ph-{n}", $"平湖示例 {n} 村", "village", "pinghu"))],
        Stages = ground =>
        [
            new("assigned",
                new DefineProgramme(Kind, Id, new { title = "平安书记", region = ground.Town, perPerson = 2 }),
                new ImportSheet(Kind, Id, "assign", SheetLines.Of("编号,人员,村社,起", 119, n => $"a{n},judge{(n - 1) % 95},ph-{n},{ground.Today.Year}-01-01")),
                new DoAct(Kind, Id, "team", new
                {
                    item = "procuratorate", title = "检察官团队", people = Enumerable.Range(1, 10).Select(n => $"prosecutor{n}"), regions = new[] { "ph-1", "ph-2", "ph-3" }, from = $"{ground.Today.Year}-01-01",
                })),
        ],
        Figures = _ => [.. SystemFigure.Of(Kind, Id, ("people", 95), ("villages", 119), ("holdMore", 24), ("holdOne", 71), ("teams", 1), ("teamPeople", 10))],
    };
}

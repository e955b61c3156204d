namespace RealtimeGov.Devices.Demo.Systems;

/// <summary>Xiaolin: posts claimed in public, every household linked to a near steward, and what goes down the chain and along the rivers.</summary>
internal static class XiaolinSystem
{
    private const string Id = "xiaolin";
    private const int Stewards = 1161, Grids = 50, Households = 13_611, AtOnce = 7000;

    public static TownSystem Definition { get; } = new("xiaolin", "小林：先锋户联", "Xiaolin: posts, linked households, notices, zones, rivers and a monthly reconciliation", $"/desk/programmes/households/{Id}")
    {
        Regions = ground => [new("xl", "小林示例", "area", ground.Town), .. Enumerable.Range(1, Grids).Select(n => new SystemRegion($"xl-{n}", $"小林示例第 {n} 网格", "grid", "xl"))],
        Stages = ground => [.. Posts(ground), Linked(ground), .. Notices(ground), .. Zones(ground), .. XiaolinRivers.Stages(ground), .. XiaolinMeeting.Stages(ground)],
        Figures = _ =>
        [
            .. SystemFigure.Of("posts", Id, ("posts", 680), ("places", 680), ("taken", 680)),
            .. SystemFigure.Of("households", Id, ("households", 13_611), ("linked", 13_611), ("unlinked", 0), ("stewards", 1161), ("cards", 8400), ("most", 12)),
            .. SystemFigure.Of("notices", Id, ("receivers", 1212), ("sent", 1212), ("acknowledged", 1161), ("reached", 13_611)),
            .. SystemFigure.Of("zones", Id, ("zones", 8), ("grids", 49), ("campaigns", 1), ("reached", 1), ("done", 200)),
            .. SystemFigure.Of("rivers", Id, ("rivers", 20), ("sections", 80), ("patrollers", 240), ("chiefs", 80), ("walks", 60)),
            .. SystemFigure.Of("meetings", Id, ("meetings", 1), ("lines", 2), ("decisions", 1)),
        ],
    };

    private static SystemStage[] Posts(SystemGround ground) =>
    [
        new("posts",
            new DefineProgramme("posts", Id, new { title = "先锋岗位", region = ground.Town, perPerson = 2 }),
            new ImportSheet("posts", Id, "publish", SheetLines.Of("编号,岗位,名额", 680, n => $"p{n},岗位{n},1"))),
        new("claimed", new ImportSheet("posts", Id, "claim", SheetLines.Of("item,person", 679, n => $"p{n},s{(n + 1) / 2}"))),
        new("last place", new DoAct("posts", Id, "claim", new { item = "p680", person = "s340" })),
    ];

    private static SystemStage Linked(SystemGround ground) => new("linked",
        [
            new DefineProgramme("households", Id, new { title = "先锋户联", region = ground.Town, perSteward = 20 }),
            new ImportSheet("households", Id, "steward", SheetLines.Of("编号", Stewards, n => $"s{n}")),
            .. Parts().SelectMany(part => (SystemMove[])
            [
                new ImportSheet("households", Id, "household", SheetLines.Of("编号", part.Lines, n => $"h{n:00000}", part.First)),
                new ImportSheet("households", Id, "link", SheetLines.Of("编号,管家", part.Lines, n => $"h{n:00000},s{(n % Stewards) + 1}", part.First)),
            ]),
            new ImportSheet("households", Id, "card", SheetLines.Of("编号", 8400, n => $"h{n:00000}")),
        ]);

    private static (int First, int Lines)[] Parts() => [(1, AtOnce), (AtOnce + 1, Households - AtOnce)];

    private static SystemStage[] Notices(SystemGround ground) =>
    [
        new("notice sent",
            new DefineProgramme("notices", Id, new { title = "逐级通知", region = ground.Town }),
            new ImportSheet("notices", Id, "receiver", "编号,人员\ntown,shen\n"),
            new ImportSheet("notices", Id, "receiver", SheetLines.Of("编号,人员,上级接收人", Grids, n => $"grid{n},branch{n},town")),
            new ImportSheet("notices", Id, "receiver", SheetLines.Of("编号,人员,上级接收人", Stewards, n => $"s{n},{(n == 1 ? ground.Cadre : $"steward{n}")},grid{(n - 1) % Grids + 1}")),
            new DoAct("notices", Id, "notice", new { item = "typhoon", title = "防台风", due = ground.InDays(1) })),
        new("notice passed",
            new DoAct("notices", Id, "pass", new { item = "typhoon", receiver = "town" }),
            new ImportSheet("notices", Id, "pass", SheetLines.Of("编号,接收人", Grids, n => $"typhoon,grid{n}"))),
        // 13,611 households over 1,161 stewards: 840 have twelve and 321 eleven.
        new("notice acknowledged", new ImportSheet("notices", Id, "acknowledge", SheetLines.Of("编号,接收人,已通知户数", Stewards, n => $"typhoon,s{n},{(n <= 840 ? 12 : 11)}"))),
    ];

    private static SystemStage[] Zones(SystemGround ground) =>
    [
        // Each zone goes through seven grids, and neighbours share one.
        new("zones",
            new DefineProgramme("zones", Id, new { title = "责任区", region = ground.Town }),
            new ImportSheet("zones", Id, "zone", SheetLines.Of("编号,责任区,网格,责任人", 8, n => $"z{n},第{n}责任区,{string.Join(' ', Enumerable.Range(1 + (n - 1) * 6, 7).Select(grid => $"xl-{grid}"))},{(n == 1 ? ground.Cadre : $"p{n}")}")),
            new DoAct("zones", Id, "campaign", new { item = "clean", title = "百日整治", zone = "z1", from = ground.InDays(-8), until = ground.InDays(91), target = 200 })),
        new("campaign begun", new DoAct("zones", Id, "progress", new { item = "clean", act = "p1", amount = 150, on = ground.InDays(-1) })),
        new("campaign reached", new DoAct("zones", Id, "progress", new { item = "clean", act = "p2", amount = 50, on = ground.InDays(0) })),
    ];
}

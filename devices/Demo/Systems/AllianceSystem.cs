namespace RealtimeGov.Devices.Demo.Systems;

/// <summary>Zhicheng's alliances: lists of services, needs and volunteers, shared venues, a rota each quarter.</summary>
internal static class AllianceSystem
{
    private const string Kind = "alliances", Id = "zhicheng";

    public static TownSystem Definition { get; } = new("alliance", "雉城：区域联盟", "Zhicheng: lists of services, needs and volunteers, and alliances with a rota", $"/desk/programmes/{Kind}/{Id}")
    {
        Stages = ground =>
        [
            new("listed",
                new DefineProgramme(Kind, Id, new { title = "区域联盟", region = ground.Town }),
                new ImportSheet(Kind, Id, "rota", SheetLines.Of("编号,联盟,轮值方,起,止", 4, n => $"q1-{n},第{n}联盟,unit{n},{SystemGround.Day(ground.FirstOfQuarter)},{SystemGround.Day(ground.FirstOfQuarter.AddMonths(3).AddDays(-1))}")),
                new DoAct(Kind, Id, "offer", new { item = "benches", list = "goal", title = "休闲长椅", yuan = 30000, things = 12 }),
                new ImportSheet(Kind, Id, "donation", "编号,票据号,元\nbenches,r1,15000\nbenches,r2,9000\nbenches,r3,6000\n"),
                new DoAct(Kind, Id, "offer", new { item = "meals", list = "service", title = "助餐", capacity = 50 }),
                new ImportSheet(Kind, Id, "tariff", "编号,人群,元\nmeals,七十岁以上,8\nmeals,over_80,7\nmeals,in_need,6\nmeals,others,10\n"),
                new ImportSheet(Kind, Id, "fee", "编号,票据号,人群\nmeals,f1,over_70\nmeals,f2,over_80\nmeals,f3,in_need\nmeals,f4,others\n"),
                new DoAct(Kind, Id, "offer", new { item = "hall-a", list = "venue", title = "1000 平方米场地" }),
                new DoAct(Kind, Id, "offer", new { item = "hall-b", list = "venue", title = "2000 平方米场地" })),
            new("reserved",
                new DoAct(Kind, Id, "reserve", new { item = "res2", offer = "hall-a", on = ground.InDays(7) }),
                new DoAct(Kind, Id, "confirm", new { item = "res2" })),
        ],
        Figures = _ => [.. SystemFigure.Of(Kind, Id, ("alliances", 4), ("donations", 3), ("donatedYuan", 30000), ("feesYuan", 31), ("venues", 2), ("reservations", 1))],
    };
}

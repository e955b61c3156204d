using System.Globalization;
using RealtimeGov.Devices.Http;
using RealtimeGov.Protos;

namespace RealtimeGov.Devices.Demo.Systems;

/// <summary>
/// Dujiangyan: in Liujie officials walk the courtyards every Tuesday and keep a ledger; in Liuhe volunteers earn points and claim wishes.
/// Of Liuhe the account has no figures: those here are of our own.
/// </summary>
internal static class DujiangyanSystem
{
    private const string Id = "liujie", Volunteers = "liuhe", Town = "lj";
    private const int Communities = 15, Courtyards = 167, Committees = 105, Weeks = 26, Opinions = 1260, Solved = 1100, ByTheTown = 100;

    private static readonly SystemUnit Office = new(Town, "demo-lj-office");

    public static TownSystem Definition { get; } = new("dujiangyan", "都江堰：发现、反馈、解决", "Dujiangyan: officials walk the courtyards every Tuesday, volunteers earn points", $"/desk/programmes/calendars/{Id}")
    {
        Regions = ground =>
        [
            new(Town, "柳街示例镇", "town", ground.Town),
            .. Enumerable.Range(1, Communities).Select(n => new SystemRegion($"lj-c{n}", $"柳街示例 {n} 社区", "community", Town)),
            .. Enumerable.Range(1, Courtyards).Select(n => new SystemRegion($"lj-y{n}", $"柳街示例第 {n} 院落", "grid", $"lj-c{(n - 1) % Communities + 1}")),
        ],
        Workers = [new(Office.Worker, "柳街示例镇办", Town)],
        Stages = ground =>
        [
            // A committee has one courtyard, and 62 of the 105 have two.
            new("committees",
                new DefineProgramme("zones", Id, new { title = "院落委员会", region = Town }),
                new ImportSheet("zones", Id, "zone", SheetLines.Of("编号,责任区,网格,责任人", Committees, n => $"z{n},第 {n} 院委会,lj-y{n}{(n <= Courtyards - Committees ? $" lj-y{Committees + n}" : "")},chair{n}"))),
            new("walked", Tuesdays(ground)),
            new("opinions", Loop(ground.Part)),
            new("volunteers",
                new DefineProgramme("points", Volunteers, new { title = "志愿积分", region = ground.FirstVillage }),
                new ImportSheet("points", Volunteers, "rule", "编号,事项,分值\npatrol,院落巡查,2\ncare,探望老人,3\n"),
                new ImportSheet("points", Volunteers, "member", SheetLines.Of("编号", 30, n => $"vol{n}")),
                new ImportSheet("points", Volunteers, "earn", SheetLines.Of("编号,登记号,规则,日期", 60, n => $"vol{(n - 1) % 30 + 1},e{n},{(n <= 30 ? "patrol" : "care")},{ground.InDays(-1)}")),
                new DefineProgramme("wishes", Volunteers, new { title = "微心愿", region = ground.FirstVillage }),
                new ImportSheet("wishes", Volunteers, "put", SheetLines.Of("编号,心愿（审核后）", 12, n => $"w{n},心愿{n}")),
                new ImportSheet("wishes", Volunteers, "claim", SheetLines.Of("编号,认领人", 6, n => $"w{n},vol{n}"))),
        ],
        Figures = ground =>
        [
            .. SystemFigure.OfLoop(ground, Town, ("accepted", Opinions / ground.Part), ("closed", Solved / ground.Part)),
            .. SystemFigure.Of("calendars", Id, ("plans", 15), ("visits", 390), ("held", 390), ("matters", 1260)),
            .. SystemFigure.Of("zones", Id, ("zones", 105), ("grids", 167)),
            .. SystemFigure.Of("points", Volunteers, ("members", 30), ("acts", 60), ("points", 150)),
            .. SystemFigure.Of("wishes", Volunteers, ("wishes", 12), ("open", 6)),
        ],
    };

    private static SystemMove[] Tuesdays(SystemGround ground)
    {
        var last = ground.Today.AddDays(-(((int)ground.Today.DayOfWeek - (int)DayOfWeek.Tuesday + 7) % 7));
        var days = Enumerable.Range(0, Weeks).Select(week => last.AddDays(7 * (week + 1 - Weeks))).ToList();
        var walks = Enumerable.Range(1, Communities).SelectMany(n => days.Select(day => (Plan: $"c{n:00}", Day: day))).ToList();
        // 1,260 opinions of 390 walks: three each, and of the first ninety four.
        return
        [
            new DefineProgramme("calendars", Id, new { title = "周二走院落", region = Town }),
            new ImportSheet("calendars", Id, "plan", SheetLines.Of("编号,人员,区划,规则,日子,起,止", Communities, n => $"c{n:00},official{n},lj-c{n},weekly,2,{SystemGround.Day(days[0])},{SystemGround.Day(last)}")),
            new ImportSheet("calendars", Id, "hold", "编号,日期,方式,人次,收集事项\n" + string.Concat(walks.Select((walk, at) =>
                string.Create(CultureInfo.InvariantCulture, $"{walk.Plan}.{walk.Day:yyyyMMdd},{walk.Day:yyyy-MM-dd},走访,8,{(at < Opinions - 3 * walks.Count ? 4 : 3)}\n")))),
        ];
    }

    private static SystemMove[] Loop(int part)
    {
        var reports = Enumerable.Range(0, Opinions / part).Select(n => new SystemReport(Id, n, $"lj-o{n % Communities + 1}", $"lj-y{n % Courtyards + 1}", "facility", $"意见 {n + 1}", Origin.Visit)).ToList();
        return
        [
            new RegisterStewards([.. Enumerable.Range(1, Communities).Select(n => new StewardEntry($"lj-o{n}", $"示例{n}", $"lj-y{n}", "cadre"))]),
            new SendReports(reports),
            new HandleIssues([.. reports.Take(ByTheTown / part)], Office),
            new SolveByFinder([.. reports.Take(Solved / part).Skip(ByTheTown / part)], "已与院落商定解决"),
            new AcceptIssues([.. reports.Skip(Solved / part)]),
        ];
    }
}

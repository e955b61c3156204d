using RealtimeGov.Devices.Http;
using RealtimeGov.Protos;

namespace RealtimeGov.Devices.Demo.Systems;

/// <summary>
/// Zhicheng's one desk: 33,021 matters accepted, 32,793 of them closed; stewards in teams of twenty; residents' wishes claimed. The
/// account does not say who closed what: here full-time workers solve most themselves, and 193 go by the desk to the street's office.
/// </summary>
internal static class ZhichengSystem
{
    private const string Id = "zhicheng", Street = "zc";
    private const int Accepted = 33_021, Closed = 32_793, ByTheDesk = 193;
    private const int Quarters = 7, Communities = 18, Grids = 133, Workers = 25, Wishes = 1300;

    private static readonly SystemUnit Office = new(Street, "demo-zc-office");

    public static TownSystem Definition { get; } = new("zhicheng", "雉城：一个平台受理", "Zhicheng: one desk that accepts, divides, supervises and feeds back; wishes", $"/desk/figures?region={Street}")
    {
        Regions = ground =>
        [
            new(Street, "雉城示例街道", "street", ground.Town),
            .. Enumerable.Range(1, Quarters).Select(n => new SystemRegion($"zc-q{n}", $"示例第 {n} 居民区", "quarter", Street)),
            .. Enumerable.Range(1, Communities).Select(n => new SystemRegion($"zc-c{n}", $"示例第 {n} 社区", "community", Street)),
            .. Enumerable.Range(1, Grids).Select(n => new SystemRegion($"zc-g{n}", $"雉城示例第 {n} 网格", "grid", (n - 1) % Workers is var place && place < Quarters ? $"zc-q{place + 1}" : $"zc-c{place - Quarters + 1}")),
        ],
        Workers = [new(Office.Worker, "雉城示例街道办", Street)],
        Stages = ground =>
        [
            new("teams",
                new DefineProgramme("assignments", Id, new { title = "红色管家", region = ground.Town, perPerson = 2 }),
                new ImportSheet("assignments", Id, "team", SheetLines.Of("编号,队名,人员,村社,起", 20, n =>
                    $"team{n},第 {n} 队,{string.Join(' ', Enumerable.Range(1, 20).Select(member => $"red{(n - 1) * 20 + member}"))},zc-{(n <= Quarters ? $"q{n}" : $"c{n - Quarters}")},{ground.Today.Year}-01-01"))),
            new("wishes",
                new DefineProgramme("wishes", Id, new { title = "微心愿", region = ground.Town }),
                new ImportSheet("wishes", Id, "put", SheetLines.Of("编号,心愿（审核后）", Wishes + 1, n => $"w{n:0000},心愿{n}")),
                new ImportSheet("wishes", Id, "claim", SheetLines.Of("编号,认领人", Wishes, n => $"w{n:0000},red{n % 400}")),
                new ImportSheet("wishes", Id, "confirm", SheetLines.Of("编号,确认方", Wishes, n => $"w{n:0000},认领人")),
                new ImportSheet("wishes", Id, "confirm", SheetLines.Of("编号,确认方", Wishes, n => $"w{n:0000},许愿人（由工作人员登记）"))),
            new("desk", Desk(ground)),
        ],
        Figures = ground =>
        [
            .. SystemFigure.OfLoop(ground, Street, ("accepted", Accepted / ground.Part), ("closed", Closed / ground.Part)),
            .. SystemFigure.Of("wishes", Id, ("fulfilled", 1300), ("open", 1)),
            .. SystemFigure.Of("assignments", Id, ("teams", 20), ("teamPeople", 400)),
        ],
    };

    private static SystemMove[] Desk(SystemGround ground)
    {
        var (accepted, closed, byTheDesk) = (Accepted / ground.Part, Closed / ground.Part, Math.Min(ByTheDesk, Closed / ground.Part / 5));
        var reports = Enumerable.Range(0, accepted).Select(n => new SystemReport(Id, n, $"zc-w{n % Workers + 1}", $"zc-g{n % Grids + 1}", "environment", $"事项 {n + 1}", Origin.Steward)).ToList();
        return
        [
            new RegisterStewards([.. Enumerable.Range(1, Workers).Select(n => new StewardEntry($"zc-w{n}", $"示例{n}", $"zc-g{n}", "steward"))]),
            new SendReports(reports),
            new HandleIssues([.. reports.Take(byTheDesk)], Office),
            new SolveByFinder([.. reports.Take(closed).Skip(byTheDesk)], "现场已处理"),
            new AcceptIssues([.. reports.Skip(closed)]),
        ];
    }
}

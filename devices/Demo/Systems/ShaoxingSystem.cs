using RealtimeGov.Devices.Http;
using RealtimeGov.Protos;

namespace RealtimeGov.Devices.Demo.Systems;

/// <summary>
/// Shaoxing's diaries: of the firms' 3,285 problems 2,873 were solved by whoever found them, 412 passed to the county and 383 of these
/// closed there: (2,873 + 383) / 3,285 = 99.1 %.
/// </summary>
internal static class ShaoxingSystem
{
    private const string Id = "shaoxing", County = "sx";
    private const int Problems = 3285, ByFinder = 2873, ByCounty = 383, Villages = 4, Grids = 16;

    private static readonly SystemUnit Village = new("sx-v1", "demo-sx-village"), CountyOffice = new(County, "demo-sx-county");

    public static TownSystem Definition { get; } = new("shaoxing", "绍兴：民情日记、企情日记", "Shaoxing: diaries of visits; small matters solved by the finder, others handed up", $"/desk/figures?region={County}")
    {
        Regions = ground =>
        [
            new(County, "绍兴示例县", "county", ground.Town), new("sx-t", "绍兴示例镇", "town", County),
            .. Enumerable.Range(1, Villages).Select(n => new SystemRegion($"sx-v{n}", $"绍兴示例 {n} 村", "village", "sx-t")),
            .. Enumerable.Range(1, Grids).Select(n => new SystemRegion($"sx-g{n}", $"绍兴示例第 {n} 网格", "grid", $"sx-v{(n - 1) % Villages + 1}")),
        ],
        Workers = [new(Village.Worker, "绍兴示例联村干部", Village.Region), new(CountyOffice.Worker, "绍兴示例县办", County)],
        Stages = _ => [new("diaries", Diaries())],
        Figures = ground => [.. SystemFigure.OfLoop(ground, County, ("accepted", 3285), ("solvedByFinder", 2873), ("handedUp", 412), ("closedAfterHandUp", 383), ("closed", 3256))],
    };

    private static SystemMove[] Diaries()
    {
        var reports = Enumerable.Range(0, Problems).Select(n => new SystemReport(Id, n, $"sx-l{n % Grids + 1}", $"sx-g{n % Grids + 1}", "facility", $"企业问题 {n + 1}", Origin.Visit)).ToList();
        return
        [
            new RegisterStewards([.. Enumerable.Range(1, Grids).Select(n => new StewardEntry($"sx-l{n}", $"示例{n}", $"sx-g{n}", "cadre"))]),
            new SendReports(reports),
            new SolveByFinder([.. reports.Take(ByFinder)], "联络员现场协调解决"),
            new HandleIssues([.. reports.Skip(ByFinder).Take(ByCounty)], Village, CountyOffice),
            new HandleIssues([.. reports.Skip(ByFinder + ByCounty)], Village, CountyOffice, Closes: false),
        ];
    }
}

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

    private static readonly SystemUnit TownOffice = new("sx-t", "demo-sx-town"), CountyOffice = new(County, "demo-sx-county");

    public static TownSystem Definition { get; } = new("shaoxing", "绍兴：民情日记、企情日记", "Shaoxing: diaries of visits; small matters solved by the finder, others handed up", $"/desk/figures?region={County}")
    {
        Regions = ground =>
        [
            new(County, "绍兴示例县", "county", ground.Town), new("sx-t", "绍兴示例镇", "town", County),
            .. Enumerable.Range(1, Villages).Select(n => new SystemRegion($"sx-v{n}", $"绍兴示例 {n} 村", "village", "sx-t")),
            .. Enumerable.Range(1, Grids).Select(n => new SystemRegion($"sx-g{n}", $"绍兴示例第 {n} 网格", "grid", $"sx-v{(n - 1) % Villages + 1}")),
        ],
        Workers = [new(TownOffice.Worker, "绍兴示例镇办", TownOffice.Region), new(CountyOffice.Worker, "绍兴示例县办", County)],
        Stages = ground => [new("diaries", Diaries(ground.Part))],
        Figures = ground => [.. SystemFigure.OfLoop(ground, County, 
            ("accepted", Problems / ground.Part), ("solvedByFinder", ByFinder / ground.Part), ("handedUp", Problems / ground.Part - ByFinder / ground.Part), ("closedAfterHandUp", ByCounty / ground.Part),
            ("closed", ByFinder / ground.Part + ByCounty / ground.Part))],
    };

    private static SystemMove[] Diaries(int part)
    {
        var (byFinder, byCounty) = (ByFinder / part, ByCounty / part);
        var reports = Enumerable.Range(0, Problems / part).Select(n => new SystemReport(Id, n, $"sx-l{n % Grids + 1}", $"sx-g{n % Grids + 1}", "facility", $"企业问题 {n + 1}", Origin.Visit)).ToList();
        return
        [
            new RegisterStewards([.. Enumerable.Range(1, Grids).Select(n => new StewardEntry($"sx-l{n}", $"示例{n}", $"sx-g{n}", "cadre"))]),
            new SendReports(reports),
            new SolveByFinder([.. reports.Take(byFinder)], "联络员现场协调解决"),
            new HandleIssues([.. reports.Skip(byFinder).Take(byCounty)], TownOffice, CountyOffice),
            new HandleIssues([.. reports.Skip(byFinder + byCounty)], TownOffice, CountyOffice, Closes: false),
        ];
    }
}

namespace RealtimeGov.Devices.Demo.Systems;

/// <summary>Wuzhen's stewards: the recorded day of the demo's own town, up to 16:40.</summary>
internal static class WuzhenSystem
{
    public static TownSystem Definition { get; } = new("wuzhen", "乌镇管家", "Wuzhen: stewards of grids and trades report, the command room's wall counts", "/wall/330483100?date=2016-06-13")
    {
        Scenario = "wuzhen-2016-06-13",
        Stages = _ => [],
        Figures = ground => [new SystemFigure($"regions/{ground.Town}/days/2016-06-13", "validReports", 36)],
    };
}

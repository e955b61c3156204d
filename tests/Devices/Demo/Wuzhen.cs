using RealtimeGov.Devices.Demo.Scenarios;
using RealtimeGov.Devices.Demo.Towns;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Devices.Tests.Demo;

/// <summary>The committed demo town, read once.</summary>
internal static class Wuzhen
{
    public static string TownPath { get; } = Repository.File("demo", "wuzhen.json");

    public static string MapPath { get; } = Repository.File("demo", "wuzhen.geojson");

    public static string ScenarioPath { get; } = Repository.File("demo", "wuzhen-2016-06-13.json");

    public static Town Town { get; } = TownFile.Read(TownPath);

    public static GridMap Map { get; } = GridMap.Read(MapPath, Town);

    public static StewardRoster Roster { get; } = StewardRoster.Of(Town, Map);

    public static Scenario Scenario { get; } = ScenarioFile.Read(ScenarioPath, Town, Map, Roster);
}

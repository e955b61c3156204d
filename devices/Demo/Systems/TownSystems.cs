namespace RealtimeGov.Devices.Demo.Systems;

/// <summary>Systems of Chinese towns that can be looked at here; docs/systems.md is their table.</summary>
public static class TownSystems
{
    public static IReadOnlyList<TownSystem> All { get; } =
    [
        WuzhenSystem.Definition, PinghuSystem.Definition, HaiyanSystem.Definition, JiashanSystem.Definition, XiaolinSystem.Definition, ZhichengSystem.Definition,
        HallSystem.Definition, AllianceSystem.Definition, DujiangyanSystem.Definition, ShaoxingSystem.Definition, ContractsSystem.Definition,
    ];

    /// <summary>Null where there is none of that name.</summary>
    public static TownSystem? Find(string name) => All.FirstOrDefault(system => system.Name == name);
}

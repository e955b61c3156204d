using Orleans;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.TownSettings;

/// <summary>What is configured rather than observed: the region tree, the categories, and how the loop is set up. There is one, keyed `town`.</summary>
public interface ITownSettingsGrain : IGrainWithStringKey
{
    /// <summary>
    /// Defines regions and categories. Idempotent: no event if unchanged. An edit acts from the next local day. Before the
    /// answer leaves, every silo that lives knows it.
    /// </summary>
    Task<DefineReply> Define(DefineTown command);

    /// <summary>Sets one of the loop's settings, as a whole, or says why not. Idempotent, and known as regions are; it acts from the next step on.</summary>
    Task<SettingReply> Set(ChangeSetting command);

    /// <summary>Makes a gateway known to every silo as one with open desks, or renews it.</summary>
    Task WatchDesk(WatchDesk watch);
}

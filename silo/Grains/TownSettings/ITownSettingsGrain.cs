using Orleans;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.TownSettings;

/// <summary>What is configured rather than observed: the region tree and the categories. There is one, keyed `town`.</summary>
public interface ITownSettingsGrain : IGrainWithStringKey
{
    /// <summary>
    /// Defines regions and categories. Idempotent: no event if unchanged. An edit acts from the next local day. Before the
    /// answer leaves, every silo that lives knows it.
    /// </summary>
    Task<DefineReply> Define(DefineTown command);
}

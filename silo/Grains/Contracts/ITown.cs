using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Contracts;

/// <summary>What is configured rather than observed: the region tree and the categories. There is one, keyed `town`.</summary>
public interface ITown
{
    /// <summary>Defines regions and categories; what is already so changes nothing. An edit acts from the next local day.</summary>
    Task<DefineReply> Define(DefineTown command);
}

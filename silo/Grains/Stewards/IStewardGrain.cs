using Orleans;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Stewards;

/// <summary>A person who reports and handles.</summary>
public interface IStewardGrain : IGrainWithStringKey
{
    /// <summary>Registers, or replaces what was registered. Idempotent: no event if unchanged.</summary>
    Task<RegisterReply> Register(RegisterSteward command);

    /// <summary>The steward and how many of its reports of that local day are valid.</summary>
    Task<StewardView> View(StewardQuery query);
}

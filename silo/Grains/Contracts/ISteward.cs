using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Contracts;

/// <summary>A person who reports and handles.</summary>
public interface ISteward
{
    /// <summary>Registers, or replaces what was registered; the same values again change nothing.</summary>
    Task<RegisterReply> Register(RegisterSteward command);

    /// <summary>The steward and how many of its reports of that local day are valid.</summary>
    Task<StewardView> View(StewardQuery query);
}

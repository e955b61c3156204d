using Orleans;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Privacy;

/// <summary>What public screens may show of an issue's reports, keyed by the id.</summary>
public interface IReleaseGrain : IGrainWithStringKey
{
    /// <summary>Releases, takes back, objects or decides. Idempotent: no event if it is so.</summary>
    Task<ReleaseReply> Change(ChangeRelease command);
}

using Orleans;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Regions;

/// <summary>A place above grids, or a trade: the sum of its children's days.</summary>
public interface IRegionGrain : IWatchedGrain
{
    /// <summary>A child's whole day. The answer acknowledges it; a version not above the one held changes nothing.</summary>
    Task<SummaryAck> Offer(DaySummary child);

    /// <summary>The version that the region holds of a child's day: a child whose own is another offers it again.</summary>
    Task<SummaryAck> Held(ChildDay child);
}

using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Contracts;

/// <summary>A place above grids, or a trade: the sum of its children's days.</summary>
public interface IRegion
{
    /// <summary>A child's whole day. The answer acknowledges it; a version not above the one held changes nothing.</summary>
    Task<SummaryAck> Offer(DaySummary child);

    /// <summary>Subscribes a gateway to one day, or renews it: the summary comes back if the version differs.</summary>
    Task<WatchReply> Watch(WatchRegion subscription);

    Task Unwatch(UnwatchRegion subscription);
}

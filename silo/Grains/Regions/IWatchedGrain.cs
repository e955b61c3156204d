using Orleans;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Regions;

/// <summary>A grain whose days gateways can watch.</summary>
public interface IWatchedGrain : IGrainWithStringKey
{
    /// <summary>Subscribes a gateway to one day, or renews it: the summary comes back if the version differs.</summary>
    Task<WatchReply> Watch(WatchRegion subscription);

    Task Unwatch(UnwatchRegion subscription);
}

/// <summary>A gateway: watched grains push each new summary of a watched day to it.</summary>
public interface IGatewayObserver : IGrainObserver
{
    /// <summary>Takes the summary; it may be dropped if a newer one came first.</summary>
    Task Push(DaySummary summary);

    /// <summary>Takes what happened to issues, where it has desks open.</summary>
    Task Changed(DeskChanges changes);
}

/// <summary>The way from a silo's grains to the gateways, in whatever process they are.</summary>
public interface IGatewayObservers
{
    /// <summary>False when the gateway is gone.</summary>
    Task<bool> Push(string observer, DaySummary summary);

    /// <inheritdoc cref="Push(string, DaySummary)"/>
    Task<bool> Push(string observer, DeskChanges changes);
}

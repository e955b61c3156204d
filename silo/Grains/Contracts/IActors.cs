using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Contracts;

/// <summary>The way to every actor, whatever the engine. An actor need not exist before it is called.</summary>
public interface IActors
{
    IGrid Grid(string code);

    IIssue Issue(string id);

    ISteward Steward(string id);

    IRegion Region(string code);

    ITown Town { get; }

    IPlacement Placement { get; }

    /// <summary>Makes a gateway known under <paramref name="watcher"/>, so that regions can push to it; disposing forgets it.</summary>
    IDisposable Attach(string watcher, IWatcher gateway);
}

/// <summary>A gateway's ear: regions push each new summary of a watched day.</summary>
public interface IWatcher
{
    /// <summary>Takes the summary; it may be dropped if a newer one came first.</summary>
    Task Push(DaySummary summary);
}

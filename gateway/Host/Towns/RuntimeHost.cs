using RealtimeGov.Grains.Contracts;
using RealtimeGov.Gateway.Health;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Journal.Stores;

namespace RealtimeGov.Gateway.Host.Towns;

/// <summary>What the gateway stands on, whatever runs the actors and wherever they run.</summary>
internal abstract class RuntimeHost : IAsyncDisposable
{
    /// <summary>One of <see cref="EngineChoice"/>.</summary>
    public abstract string Engine { get; }

    /// <summary>sqlite or postgres.</summary>
    public abstract string Store { get; }

    public abstract IActors Actors { get; }

    public abstract ITownDirectory Directory { get; }

    public abstract IReadModel ReadModel { get; }

    public abstract ITownPlacement Placement { get; }

    /// <summary>Whether the engine can be reached; always in one process.</summary>
    public virtual EngineReach Reach => EngineReach.Always;

    /// <summary>Complete when another process has taken over the journal; says which.</summary>
    public virtual Task<string> Superseded => IJournal.Never;

    public abstract ValueTask DisposeAsync();
}

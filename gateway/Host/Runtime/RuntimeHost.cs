using Orleans;
using RealtimeGov.Cluster.Storage;
using RealtimeGov.Gateway.Health;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Journal.Stores;
using RealtimeGov.Grains.Client;
using RealtimeGov.Grains.Placement;
using RealtimeGov.Grains.TownSettings;

namespace RealtimeGov.Gateway.Host.Runtime;

/// <summary>What the gateway stands on: silos of this process, or of others.</summary>
internal abstract class RuntimeHost : IAsyncDisposable
{
    /// <summary>As <c>/api/v1/about</c> names it.</summary>
    public const string Engine = "orleans";

    /// <summary>sqlite or postgres.</summary>
    public abstract string Store { get; }

    /// <summary>How this process's store is.</summary>
    public abstract StoreHealth Health { get; }

    public abstract ITownClient Grains { get; }

    /// <summary>The way to every grain just now, for Orleans' dashboard.</summary>
    public abstract IGrainFactory GrainFactory { get; }

    public abstract ITownDirectory Directory { get; }

    public abstract IReadModel ReadModel { get; }

    public abstract IContentEraser Eraser { get; }

    public abstract ITownPlacement Placement { get; }

    /// <summary>Photos' records and displays' settings, beside the journal.</summary>
    public abstract RecordStore Records { get; }

    /// <summary>Whether grains can be reached.</summary>
    public abstract EngineReach Reach { get; }

    /// <summary>Complete when the cluster goes on with another silo of this one's name; says so.</summary>
    public virtual Task<string> Replaced { get; } = new TaskCompletionSource<string>().Task;

    /// <exception cref="InvalidDataException">No silo answers; the message says what to do.</exception>
    public static async Task<RuntimeHost> Open(HostOptions options, TimeProvider time, ILoggerFactory logs) =>
        options.Role == Role.Gateway ? await GatewayRuntime.Start(options, time, logs) : await NodeRuntime.Start(options, time, logs);

    public abstract ValueTask DisposeAsync();
}

using Microsoft.Extensions.Logging;
using RealtimeGov.Grains.Contracts;
using RealtimeGov.Grains.Placement;
using RealtimeGov.Journal.Commit;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Journal.Stores;

namespace RealtimeGov.Grains.Shell;

/// <summary>What an actor finds around it, whatever the engine.</summary>
public sealed record Silo
{
    public required string Name { get; init; }

    public required Committer Committer { get; init; }

    public required IStreams Streams { get; init; }

    public required IReadModel ReadModel { get; init; }

    public required ITownDirectory Town { get; init; }

    public required IActors Actors { get; init; }

    public required IPlacementView Placement { get; init; }

    public required GridLoads Loads { get; init; }

    public required IWatchers Watchers { get; init; }

    public required TimeProvider Time { get; init; }

    public required ILogger Logger { get; init; }

    /// <summary>Cancelled when the silo stops: what is not sent by then is read again by whoever needs it.</summary>
    public required CancellationToken Stopping { get; init; }

    /// <summary>How many local days after observation a report still counts: 0 to 20,000.</summary>
    public required int AcceptLateDays { get; init; }
}

/// <summary>The way from a region to the gateways that watch it.</summary>
public interface IWatchers
{
    /// <summary>False when the gateway is gone.</summary>
    Task<bool> Push(string watcher, Protos.DaySummary summary);
}

using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using RealtimeGov.Grains.Desk;
using RealtimeGov.Grains.Issues;
using RealtimeGov.Grains.Placement;
using RealtimeGov.Grains.Regions;
using RealtimeGov.Grains.Silos;
using RealtimeGov.Grains.TownSettings;
using RealtimeGov.Journal.Commit;
using RealtimeGov.Journal.Outbox;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Journal.Search;
using RealtimeGov.Journal.Stores;

namespace RealtimeGov.Grains;

/// <summary>What the grains of one silo share and find around them.</summary>
public sealed record SiloContext
{
    public required string Name { get; init; }

    public required Committer Committer { get; init; }

    public required IStreams Streams { get; init; }

    public required IReadModel ReadModel { get; init; }

    public required ISearchIndex Search { get; init; }

    public required ITownDirectory Town { get; init; }

    public required PlacementView Placement { get; init; }

    public required GridLoads Loads { get; init; }

    public required IGrainFactory Grains { get; init; }

    public required IGatewayObservers Observers { get; init; }

    public required Members Members { get; init; }

    /// <summary>All silos that live, this one among them.</summary>
    public required AllSilos Silos { get; init; }

    /// <summary>Of the grains: when reports count, when leases end. Orleans has its own.</summary>
    public required TimeProvider Time { get; init; }

    public required ILogger Logger { get; init; }

    /// <summary>Cancelled when the silo stops: what is not sent by then is read again by whoever needs it.</summary>
    public required CancellationToken Stopping { get; init; }

    /// <summary>How many local days after observation a report still counts: 0 to 20,000.</summary>
    public required int AcceptLateDays { get; init; }

    /// <summary>Sends what this silo's grains tell others.</summary>
    public required OutboxSender Outbox { get; init; }

    /// <summary>What happens to this silo's issues, to the desks that are open.</summary>
    public DeskFeed Desk => desk ?? Interlocked.CompareExchange(ref desk, new DeskFeed(Observers, Time), null) ?? desk;

    private DeskFeed? desk;

    public LoopSettings Loop => field ??= new LoopSettings(Town);

    public ActivationRegistry Activations { get; } = new();

    public required CarriedStates Carried { get; init; }

    /// <summary>The silo a grain is to live on, as this silo knows it. Null while no silo lives.</summary>
    public string? HomeOf(GrainId grain) => Locations.Locate(grain, Placement.Current, Town.Stewards);

    /// <summary>Has grains move that live elsewhere.</summary>
    /// <param name="reassigned">Only those that live with these grids; null looks at all.</param>
    public void MigrateMisplaced(IReadOnlySet<string>? reassigned)
    {
        foreach (var grain in Activations.All)
            if (reassigned is null || (GridOf(grain) is { } grid && reassigned.Contains(grid))) VerifyPlacement(grain);
    }

    /// <summary>Has a grain move that lives elsewhere.</summary>
    public void VerifyPlacement(TownGrain grain)
    {
        var home = HomeOf(grain.Id);
        if (home is null || home == Name || Members.AddressOf(home) is not { } address) return;
        grain.Move(home, address);
    }

    // A steward's home may have changed since it woke; the others' grid is in their key.
    private string? GridOf(TownGrain grain) =>
        GrainNames.IsSteward(grain.Id) ? Locations.GridOf(grain.Id, Town.Stewards) : grain.Grid;
}

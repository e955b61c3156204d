using Microsoft.Extensions.Logging;
using Orleans;
using RealtimeGov.Grains.Contracts;
using RealtimeGov.Grains.Placement;
using RealtimeGov.Grains.Shell;
using RealtimeGov.Cluster.Calls;
using RealtimeGov.Cluster.Placement;
using RealtimeGov.Journal.Commit;
using RealtimeGov.Journal.Stores;
using Silo = RealtimeGov.Grains.Shell.Silo;

namespace RealtimeGov.Cluster.Grains;

/// <summary>What the grains of one silo share: the silo as its actors see it, who is awake, and who lives elsewhere.</summary>
internal sealed class SiloContext
{
    private readonly CancellationTokenSource stopping = new();

    public SiloContext(
        OrleansSiloOptions options, IJournal journal, ITownDirectory town, PlacementView view, Members members,
        IGrainFactory grains, GatewayObservers observers, TimeProvider time, ILoggerFactory loggers)
    {
        (View, Members) = (view, members);
        Others = new OtherSilos(() => grains, () => view.Current, time);
        Silo = new Silo
        {
            Name = options.Name,
            Committer = new Committer(journal.OpenStore(options.Name), options.Committer, time, loggers.CreateLogger<Committer>()),
            Streams = journal.Streams,
            ReadModel = journal.ActorsReadModel,
            Town = town,
            Placement = view,
            Loads = new GridLoads(time),
            Actors = new GrainActors(() => grains, town, CallPolicy.Once(time), observers),
            Watchers = new GrainWatchers(grains, observers, time),
            Time = time,
            Logger = loggers.CreateLogger("RealtimeGov.Grains"),
            AcceptLateDays = options.AcceptLateDays,
            Stopping = stopping.Token,
        };
    }

    public Silo Silo { get; }

    public PlacementView View { get; }

    public Members Members { get; }

    public OtherSilos Others { get; }

    public ActivationRegistry ActivationRegistry { get; } = new();

    /// <summary>The grid that an actor lives with; null where it lives by its key.</summary>
    public string? GridOf(ActorId id) => Locations.GridOf(id, Silo.Town.Stewards);

    /// <summary>Has everybody leave who no longer lives here.</summary>
    /// <param name="reassigned">Only who lives with these grids; null looks at all.</param>
    public void MigrateMisplaced(IReadOnlySet<string>? reassigned)
    {
        foreach (var actor in ActivationRegistry.All)
            if (reassigned is null || (GridNow(actor) is { } grid && reassigned.Contains(grid))) VerifyPlacement(actor);
    }

    /// <summary>Has an actor leave that lives elsewhere.</summary>
    public void VerifyPlacement(ActorGrain actor)
    {
        var home = HomeOf(actor.Id);
        if (home is null || home == Silo.Name || Members.AddressOf(home) is not { } address) return;
        actor.Move(home, address);
    }

    /// <summary>Where an actor is to live, as this silo knows it. Null while no silo lives.</summary>
    public string? HomeOf(ActorId id) => Locations.Locate(id, View.Current, Silo.Town.Stewards);

    /// <summary>Lets what was decided become durable. After the grains.</summary>
    public async Task Close()
    {
        await Silo.Committer.DisposeAsync();
        await stopping.CancelAsync();
    }

    /// <summary>As a crash would end it: what is queued is not written, and nothing more is told.</summary>
    public async Task Abandon()
    {
        await stopping.CancelAsync();
        await Silo.Committer.Abandon();
    }

    // A steward's home may have changed since it woke; the others' grid is in their key.
    private string? GridNow(ActorGrain actor) => actor.Id.Kind == ActorKind.Steward ? GridOf(actor.Id) : actor.Grid;
}

using System.Collections.Concurrent;
using RealtimeGov.Grains.Contracts;
using RealtimeGov.Grains.Placement;
using RealtimeGov.Grains.Shell;
using RealtimeGov.Domain.Placement;
using RealtimeGov.Protos;

namespace RealtimeGov.Engines.Local;

/// <summary>
/// The actors awake in this process, at most one of each: where it lives is asked when it wakes, and again when the
/// placement changes; then it leaves, and wakes on the other silo from the store.
/// </summary>
/// <param name="make">Makes an actor; <see cref="ActorId.Make"/> but for tests.</param>
internal sealed class Activations(
    IPlacementView placement, ITownDirectory town, LocalSilos silos, TimeProvider time, Func<ActorId, Silo, IActor>? make = null)
{
    private readonly ConcurrentDictionary<ActorId, Activation> awake = new();

    /// <summary>Actors in memory.</summary>
    public int Count => awake.Count;

    public IEnumerable<Activation> All => awake.Values;

    /// <exception cref="ActorBusyException">The actor's bound is reached.</exception>
    /// <exception cref="NotDurableException">No silo lives: send it again.</exception>
    public Task<TReply> Ask<TActor, TReply>(ActorId id, Func<TActor, Task<TReply>> request) where TActor : class
    {
        var asked = new Asked<TActor, TReply>(request);
        while (true)
        {
            if (!awake.TryGetValue(id, out var activation)) activation = Wake(id);
            if (activation.TryEnter(asked)) return asked.Reply;
            Forget(activation); // it fell asleep, or its successor stands there already
        }
    }

    /// <summary>Has everybody who no longer lives where they are leave.</summary>
    /// <param name="reassigned">Only who lives with these grids; null looks at all.</param>
    public void MigrateMisplaced(IReadOnlySet<string>? reassigned)
    {
        foreach (var activation in awake.Values)
            if (reassigned is null || (GridOf(activation) is { } grid && reassigned.Contains(grid))) MigrateMisplaced(activation);
    }

    // A steward's home may have changed since it woke; the others' grid is in their key.
    private string? GridOf(Activation activation) =>
        activation.Id.Kind == ActorKind.Steward ? Locations.GridOf(activation.Id, town.Stewards) : activation.Grid;

    /// <summary>Fails whatever is in or before the actors of a lost silo.</summary>
    public void Lose(LocalSilo lost)
    {
        foreach (var activation in awake.Values)
        {
            if (activation.Silo != lost) continue;
            Forget(activation);
            activation.Lose(new NotDurableException($"{lost.Name} was lost with it: send it again"));
        }
    }

    public void TellSiloLost()
    {
        foreach (var activation in awake.Values) activation.TellSiloLost();
    }

    public void Tick(TimeSpan idle)
    {
        foreach (var activation in awake.Values)
        {
            MigrateMisplaced(activation); // a steward's new home tells nobody
            activation.Tick(idle, Forget);
        }
    }

    private Activation Wake(ActorId id)
    {
        var map = placement.Current;
        var silo = SiloOf(id, map) ?? throw new NotDurableException("its silo is lost: send it again");
        var made = Make(id, silo);
        var held = awake.GetOrAdd(id, made);
        if (ReferenceEquals(held, made)) VerifyPlacement(made, map);
        return held;
    }

    // Who came into the dictionary after a change was worked off must have been placed by it.
    private void VerifyPlacement(Activation activation, PlacementMap placedBy)
    {
        if (!ReferenceEquals(placement.Current, placedBy)) MigrateMisplaced(activation);
    }

    private void MigrateMisplaced(Activation activation)
    {
        if (SiloOf(activation.Id, placement.Current) != activation.Silo) activation.Close(HandOver);
    }

    private void HandOver(Activation old, MigrationState? migrationState)
    {
        var map = placement.Current;
        Activation? successor = null;
        old.GiveWay(waiting =>
        {
            if (SiloOf(old.Id, map) is not { } silo)
            {
                while (waiting.TakeFirst() is { } asked) asked.Fail(new NotDurableException("its silo is lost: send it again"));
            }
            else if (waiting.Count > 0 || migrationState is not null)
            {
                successor = Make(old.Id, silo);
                if (migrationState is not null) successor.Arrive(migrationState);
                while (waiting.TakeFirst() is { } asked) successor.TryEnter(asked); // it is new: there is room for as many
            }
            // Last: who finds the successor comes after all who waited.
            if (successor is null) Forget(old);
            else awake[old.Id] = successor;
        });
        if (successor is not null) VerifyPlacement(successor, map);
    }

    private Activation Make(ActorId id, LocalSilo silo) =>
        new(id, make?.Invoke(id, silo.Silo) ?? id.Make(silo.Silo), silo, Locations.GridOf(id, town.Stewards), time);

    private LocalSilo? SiloOf(ActorId id, PlacementMap map) => silos.Find(Locations.Locate(id, map, town.Stewards));

    private void Forget(Activation activation) => awake.TryRemove(new(activation.Id, activation));
}

using Google.Protobuf;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;
using Orleans.Runtime.Placement;
using RealtimeGov.Actors.Shell;
using RealtimeGov.Engines.Orleans.Placing;
using RealtimeGov.Protos;

namespace RealtimeGov.Engines.Orleans.Grains;

/// <summary>
/// An actor as a grain. The grain's turns are the actor's: one at a time, interleaving at awaits. What moves is a name and
/// its luggage; the successor loads from the store, as after a crash.
/// </summary>
[Reentrant, Located]
internal abstract class ActorGrain(SiloSeat seat) : Grain, IGrainMigrationParticipant
{
    /// <summary>Requests inside one actor beyond which callers are refused at once. A grid bounds its reports tighter.</summary>
    public const int RequestsMax = 10_000;

    private const string LuggageKey = "luggage";
    private const string PlacedByKey = "placed-by";

    private readonly SiloSeat seat = seat;
    private IActor actor = null!;
    private TaskScheduler turns = null!;
    private Luggage? luggage;
    private ulong placedBy;
    private bool hasLeft;
    private int inside;

    public ActorId Id { get; private set; }

    /// <summary>The grid that it lived with when it woke; null where it lived by its key.</summary>
    public string? Grid { get; private set; }

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // The silo that sent it here knew a newer placement: by the older one it would go straight back.
        if (placedBy > seat.View.Current.Table.Version) await seat.View.Refresh(cancellationToken);
        Id = GrainNames.ActorOf(this.GetGrainId()) ?? throw new InvalidOperationException($"{this.GetGrainId()} is no actor");
        Grid = seat.GridOf(Id);
        actor = Id.Make(seat.Silo);
        turns = TaskScheduler.Current;
        if (luggage is not null) actor.Arrive(luggage);
        luggage = null;
        seat.Residents.Add(this);
        seat.LookAgain(this);
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        seat.Residents.Remove(this);
        Leave();
        return Task.CompletedTask;
    }

    /// <summary>From any thread: has it move once what is inside is done. Where it is to go it finds the same actor's name.</summary>
    public void Move(SiloAddress to) => Post(() =>
    {
        RequestContext.Set(IPlacementDirector.PlacementHintKey, to);
        MigrateOnIdle();
        RequestContext.Remove(IPlacementDirector.PlacementHintKey);
    });

    /// <summary>From any thread.</summary>
    public void Tick() => Post(() =>
    {
        // What is unsent is sent before it may sleep.
        if (!actor.IsIdle) DelayDeactivation(2 * IActor.TickPeriod);
        actor.Tick();
    });

    /// <summary>From any thread.</summary>
    public void TellSiloLost() => Post(() => actor.SiloLost());

    void IGrainMigrationParticipant.OnDehydrate(IDehydrationContext dehydrationContext)
    {
        Leave();
        dehydrationContext.AddBytes(PlacedByKey, BitConverter.GetBytes(seat.View.Current.Table.Version));
        if (luggage is not null) dehydrationContext.AddBytes(LuggageKey, luggage.ToByteArray());
    }

    void IGrainMigrationParticipant.OnRehydrate(IRehydrationContext rehydrationContext)
    {
        if (rehydrationContext.TryGetBytes(PlacedByKey, out var version)) placedBy = BitConverter.ToUInt64(System.Buffers.BuffersExtensions.ToArray(version));
        if (rehydrationContext.TryGetBytes(LuggageKey, out var bytes)) luggage = Luggage.Parser.ParseFrom(bytes);
    }

    /// <summary>A request, in the actor's turn.</summary>
    /// <exception cref="NotDurableException">The actor's bound is reached.</exception>
    protected async Task<TReply> Enter<TActor, TReply>(Func<TActor, Task<TReply>> request) where TActor : class
    {
        if (inside >= RequestsMax) throw new NotDurableException($"{Id.Kind} {Id.Key} holds {RequestsMax} requests: send it again later");
        inside++;
        try { return await request((TActor)actor); }
        finally { inside--; }
    }

    private void Leave()
    {
        if (hasLeft) return;
        hasLeft = true;
        luggage = actor.Leave();
    }

    // What is posted does not throw: there is nobody to tell.
    private void Post(Action turn) => Task.Factory.StartNew(() =>
    {
        if (!hasLeft) turn();
    }, CancellationToken.None, TaskCreationOptions.DenyChildAttach, turns);
}

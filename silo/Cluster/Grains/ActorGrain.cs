using Google.Protobuf;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;
using Orleans.Runtime.Placement;
using RealtimeGov.Grains.Shell;
using RealtimeGov.Cluster.Placement;
using RealtimeGov.Protos;

namespace RealtimeGov.Cluster.Grains;

/// <summary>
/// An actor as a grain. The grain's turns are the actor's: one at a time, interleaving at awaits. What moves is a name and
/// its migrationState; the successor loads from the store, as after a crash.
/// </summary>
[Reentrant, Located]
internal abstract class ActorGrain(SiloContext seat) : Grain, IGrainMigrationParticipant, IDisposable
{
    /// <summary>Requests inside one actor beyond which callers are refused at once. A grid bounds its reports tighter.</summary>
    public const int RequestsMax = 10_000;

    private static readonly TimeSpan PartingLook = TimeSpan.FromMilliseconds(20);

    private const string LuggageKey = "migrationState";
    private const string PlacedByKey = "placed-by";

    private readonly SiloContext seat = seat;
    private IActor? actor;
    private TaskScheduler turns = null!;
    private MigrationState? migrationState;
    private ulong placedBy;
    private bool isMoving;
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
        var waking = Id.Make(seat.Silo);
        turns = TaskScheduler.Current;
        if (migrationState is not null) waking.Arrive(migrationState);
        (actor, migrationState) = (waking, null);
        seat.ActivationRegistry.Add(this);
        seat.VerifyPlacement(this);
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Leave();
        return Task.CompletedTask;
    }

    /// <summary>Its name here is free again.</summary>
    void IDisposable.Dispose() => seat.ActivationRegistry.Gone(this);

    /// <summary>From any thread: has it move once what is inside is done.</summary>
    public void Move(string silo, SiloAddress to) => Post(() => _ = MoveTo(silo, to));

    /// <summary>From any thread.</summary>
    public void Tick() => Post(() =>
    {
        // What is unsent is sent before it may sleep.
        if (!actor!.IsIdle) DelayDeactivation(2 * IActor.TickPeriod);
        actor.Tick();
    });

    /// <summary>From any thread.</summary>
    public void TellSiloLost() => Post(() => actor!.SiloLost());

    void IGrainMigrationParticipant.OnDehydrate(IDehydrationContext dehydrationContext)
    {
        Leave();
        dehydrationContext.AddBytes(PlacedByKey, BitConverter.GetBytes(seat.View.Current.Table.Version));
        if (migrationState is not null) dehydrationContext.AddBytes(LuggageKey, migrationState.ToByteArray());
    }

    void IGrainMigrationParticipant.OnRehydrate(IRehydrationContext rehydrationContext)
    {
        if (rehydrationContext.TryGetBytes(PlacedByKey, out var version)) placedBy = BitConverter.ToUInt64(System.Buffers.BuffersExtensions.ToArray(version));
        if (rehydrationContext.TryGetBytes(LuggageKey, out var bytes)) migrationState = MigrationState.Parser.ParseFrom(bytes);
    }

    /// <summary>A request, in the actor's turn.</summary>
    /// <exception cref="NotDurableException">The actor's bound is reached.</exception>
    protected async Task<TReply> Enter<TActor, TReply>(Func<TActor, Task<TReply>> request) where TActor : class
    {
        if (inside >= RequestsMax) throw new NotDurableException($"{Id.Kind} {Id.Key} holds {RequestsMax} requests: send it again later");
        inside++;
        try { return await request((TActor)actor!); }
        finally { inside--; }
    }

    private async Task MoveTo(string silo, SiloAddress to)
    {
        if (isMoving) return;
        isMoving = true;
        try
        {
            // Its predecessor there may be on its way out still, and is until this one has settled here: going back
            // before, the two would wait for each other.
            while (await seat.Others.Ask(silo, one => one.IsParting(this.GetGrainId()))) await Task.Delay(PartingLook); // Orleans' own time
        }
        catch (Exception) { return; } // that silo gives no answer: looked at again with the next tick
        finally { isMoving = false; }
        if (hasLeft) return;
        if (seat.HomeOf(Id) != silo)
        {
            seat.VerifyPlacement(this);
            return;
        }
        RequestContext.Set(IPlacementDirector.PlacementHintKey, to);
        MigrateOnIdle();
        RequestContext.Remove(IPlacementDirector.PlacementHintKey);
    }

    private void Leave()
    {
        if (hasLeft) return;
        hasLeft = true;
        seat.ActivationRegistry.Part(this);
        if (actor is not null) migrationState = actor.Leave(); // else it was sent on before it woke, with what it came with
    }

    // What is posted does not throw: there is nobody to tell.
    private void Post(Action turn) => Task.Factory.StartNew(() =>
    {
        if (!hasLeft) turn();
    }, CancellationToken.None, TaskCreationOptions.DenyChildAttach, turns);
}

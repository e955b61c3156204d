using Google.Protobuf;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;
using Orleans.Runtime.Placement;
using RealtimeGov.Grains.Placement;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains;

/// <summary>
/// A grain of the town: it lives where the placement says, and moves when that changes. Its turns run one at a time and
/// interleave at awaits. What moves is a name and its migration state; the successor loads from the store, as after a crash.
/// </summary>
[Reentrant, ByTownPlacement]
public abstract class TownGrain(SiloContext silo) : Grain, IGrainMigrationParticipant, IDisposable
{
    /// <summary>Requests inside one grain beyond which callers are refused at once. A grid bounds its reports tighter.</summary>
    public const int RequestsMax = 10_000;

    /// <summary>Between two renewals of what others may have lost.</summary>
    public static readonly TimeSpan TickPeriod = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan PartingLook = TimeSpan.FromMilliseconds(20);

    private const string MigrationStateKey = "migration-state";
    private const string PlacedByKey = "placed-by";

    private TaskScheduler turns = null!;
    private ulong placedBy;
    private bool isMoving;
    private bool hasLeft;
    private bool isAwake;
    private int inside;

    public GrainId Id => this.GetGrainId();

    /// <summary>The grid that it lived with when it woke; null where it lives by its key.</summary>
    public string? Grid { get; private set; }

    protected SiloContext Silo => silo;

    protected string Key => this.GetPrimaryKeyString();

    /// <summary>True when it may be put to sleep: no append in flight, nothing unsent.</summary>
    protected abstract bool IsIdle { get; }

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // The silo that sent it here knew a newer placement: by the older one it would go straight back.
        if (placedBy > silo.Placement.Current.Table.Version) await silo.Placement.Refresh(cancellationToken);
        Grid = Locations.GridOf(Id, silo.Town.Stewards);
        turns = TaskScheduler.Current;
        isAwake = true;
        if (silo.Carried.Of(Id) is { } state) Rehydrate(state);
        silo.Activations.Add(this);
        GrainMeter.Woke();
        silo.VerifyPlacement(this);
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Leave();
        return Task.CompletedTask;
    }

    /// <summary>Its name here is free again.</summary>
    void IDisposable.Dispose() => silo.Activations.Gone(this);

    /// <summary>From any thread: has it move once what is inside is done.</summary>
    public void Move(string to, SiloAddress address) => Post(() => _ = MoveTo(to, address));

    /// <summary>From any thread, every <see cref="TickPeriod"/>.</summary>
    public void Tick() => Post(() =>
    {
        // What is unsent is sent before it may sleep.
        if (!IsIdle) DelayDeactivation(2 * TickPeriod);
        OnTick();
    });

    /// <summary>From any thread: a silo was lost, and with it what its grains had still to tell.</summary>
    public void TellSiloLost() => Post(OnSiloLost);

    void IGrainMigrationParticipant.OnDehydrate(IDehydrationContext dehydrationContext)
    {
        Leave();
        dehydrationContext.AddBytes(PlacedByKey, BitConverter.GetBytes(silo.Placement.Current.Table.Version));
        if (silo.Carried.Of(Id) is { } state) dehydrationContext.AddBytes(MigrationStateKey, state.ToByteArray());
    }

    void IGrainMigrationParticipant.OnRehydrate(IRehydrationContext rehydrationContext)
    {
        if (rehydrationContext.TryGetBytes(PlacedByKey, out var version)) placedBy = BitConverter.ToUInt64(System.Buffers.BuffersExtensions.ToArray(version));
        if (rehydrationContext.TryGetBytes(MigrationStateKey, out var bytes)) silo.Carried.Keep(Id, MigrationState.Parser.ParseFrom(bytes));
    }

    /// <summary>Renews, forgets. It does not throw.</summary>
    protected virtual void OnTick() { }

    /// <summary>Looks at the store for what a lost silo's grains had still to tell. It does not throw.</summary>
    protected virtual void OnSiloLost() { }

    /// <summary>
    /// Called before migration; returns the state to transfer, or null. What the grain has still to tell it goes on telling
    /// until it has; its successor need not wait for that.
    /// </summary>
    protected virtual MigrationState? Dehydrate() => null;

    /// <summary>Called on the successor, with the state transferred, before its first request.</summary>
    protected virtual void Rehydrate(MigrationState state) { }

    /// <summary>Counts a request as inside until it is disposed.</summary>
    /// <exception cref="NotDurableException">The grain's bound is reached.</exception>
    protected Admission Admit()
    {
        if (inside >= RequestsMax) throw new NotDurableException($"{Id} holds {RequestsMax} requests: send it again later");
        inside++;
        return new Admission(this);
    }

    private async Task MoveTo(string to, SiloAddress address)
    {
        if (isMoving) return;
        isMoving = true;
        try
        {
            // Its predecessor there may be on its way out still, and is until this one has settled here: going back
            // before, the two would wait for each other.
            while (await silo.Silos.Ask(to, one => one.IsParting(Id))) await Task.Delay(PartingLook); // Orleans' own time
        }
        catch (Exception) { return; } // that silo gives no answer: looked at again with the next tick
        finally { isMoving = false; }
        if (hasLeft) return;
        if (silo.HomeOf(Id) != to)
        {
            silo.VerifyPlacement(this);
            return;
        }
        RequestContext.Set(IPlacementDirector.PlacementHintKey, address);
        MigrateOnIdle();
        RequestContext.Remove(IPlacementDirector.PlacementHintKey);
        GrainMeter.Moved();
    }

    private void Leave()
    {
        if (hasLeft) return;
        hasLeft = true;
        silo.Activations.Part(this);
        if (isAwake) GrainMeter.Slept();
        if (isAwake && Dehydrate() is { } state) silo.Carried.Keep(Id, state); // else it was sent on before it woke, with what it came with
    }

    // What is posted does not throw: there is nobody to tell.
    private void Post(Action turn) => Task.Factory.StartNew(() =>
    {
        if (!hasLeft) turn();
    }, CancellationToken.None, TaskCreationOptions.DenyChildAttach, turns);

    /// <summary>A request inside a grain.</summary>
    protected readonly struct Admission(TownGrain grain) : IDisposable
    {
        public void Dispose() => grain.inside--;
    }
}

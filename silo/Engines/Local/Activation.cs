using RealtimeGov.Grains.Shell;
using RealtimeGov.Protos;

namespace RealtimeGov.Engines.Local;

/// <summary>
/// An actor in memory, with its mailbox. It is open; or leaving, and those who ask wait for its successor; or gone.
/// </summary>
internal sealed class Activation(ActorId id, IActor actor, LocalSilo silo, string? grid, TimeProvider time)
{
    /// <summary>
    /// Requests inside one actor or waiting for its successor, beyond which callers are refused at once. A grid bounds its
    /// reports tighter; this is for all the others.
    /// </summary>
    public const int RequestsMax = 10_000;

    /// <summary>
    /// How long a successor waits for what its predecessor has under way. It need not: the journal fences whoever is
    /// late. It saves both from loading again.
    /// </summary>
    public static readonly TimeSpan LeavingMax = TimeSpan.FromMilliseconds(500);

    private readonly Mailbox mailbox = new();
    private readonly Lock gate = new();
    private readonly AskedList inside = new();
    private readonly AskedList waiting = new();
    private readonly IActor actor = actor;
    private long lastUsed = time.GetTimestamp();
    private Phase phase;
    private Action<Activation, MigrationState?>? leave;
    private ITimer? patience;

    public ActorId Id => id;

    public object Actor => actor;

    public LocalSilo Silo => silo;

    /// <summary>The grid that it lived with when it woke; null where it lived by its key.</summary>
    public string? Grid => grid;

    /// <summary>Lets a request in, to run in the actor's turn or to wait for the successor.</summary>
    /// <returns>False when the actor is gone: ask its successor.</returns>
    /// <exception cref="ActorBusyException">Its bound is reached.</exception>
    public bool TryEnter(Asked asked)
    {
        lock (gate)
        {
            if (phase == Phase.Gone) return false;
            if (inside.Count + waiting.Count >= RequestsMax) throw new ActorBusyException($"{actor.GetType().Name} holds {RequestsMax} requests");
            lastUsed = time.GetTimestamp();
            if (phase == Phase.Leaving)
            {
                waiting.Add(asked);
                return true;
            }
            asked.Home = this;
            inside.Add(asked);
        }
        mailbox.Post(static asked => ((Asked)asked!).Run(), asked);
        return true;
    }

    public void Done(Asked asked)
    {
        lock (gate)
        {
            inside.Remove(asked);
            if (phase != Phase.Leaving || inside.Count > 0) return;
        }
        Depart(); // this is the actor's turn
    }

    /// <summary>The first thing its actor hears.</summary>
    public void Arrive(MigrationState migrationState) => mailbox.Post(_ => actor.Arrive(migrationState), null);

    /// <summary>In the actor's own turn: puts it to sleep if it is idle and unused for so long, and ticks it otherwise.</summary>
    /// <param name="asleep">Run when it sleeps.</param>
    public void Tick(TimeSpan idle, Action<Activation> asleep) => mailbox.Post(_ =>
    {
        lock (gate)
        {
            if (phase != Phase.Open) return;
            if (inside.Count == 0 && mailbox.IsEmpty && actor.IsIdle && time.GetElapsedTime(lastUsed) >= idle) phase = Phase.Gone;
        }
        if (phase == Phase.Gone) asleep(this);
        else actor.Tick(); // which must not throw: there is nobody to tell
    }, null);

    public void TellSiloLost() => mailbox.Post(_ => actor.SiloLost(), null);

    /// <summary>From now on new requests wait; when those inside are done, or have taken too long, it leaves.</summary>
    /// <param name="leaves">Run in the actor's turn, once; it must call <see cref="GiveWay"/>.</param>
    public void Close(Action<Activation, MigrationState?> leaves)
    {
        lock (gate)
        {
            if (phase != Phase.Open) return;
            phase = Phase.Leaving;
            leave = leaves;
            if (inside.Count > 0)
            {
                patience = time.CreateTimer(_ => mailbox.Post(_ => Depart(), null), null, LeavingMax, Timeout.InfiniteTimeSpan);
                return;
            }
        }
        mailbox.Post(_ => Depart(), null);
    }

    /// <summary>It is gone: whoever waits goes on, in their order, before anybody who comes now finds the successor.</summary>
    /// <param name="moveOn">Run under the gate with those who wait.</param>
    public void GiveWay(Action<AskedList> moveOn)
    {
        lock (gate)
        {
            if (phase == Phase.Gone) return; // its silo was lost meanwhile
            phase = Phase.Gone;
            moveOn(waiting);
        }
    }

    /// <summary>Its silo is lost, and with it every request inside and waiting.</summary>
    public void Lose(Exception error)
    {
        var lost = new List<Asked>();
        lock (gate)
        {
            phase = Phase.Gone;
            while ((inside.TakeFirst() ?? waiting.TakeFirst()) is { } asked) lost.Add(asked);
        }
        patience?.Dispose();
        foreach (var asked in lost) asked.Fail(error);
    }

    private void Depart()
    {
        Action<Activation, MigrationState?>? leaves;
        lock (gate)
        {
            if (phase != Phase.Leaving) return;
            (leaves, leave) = (leave, null);
        }
        patience?.Dispose();
        leaves?.Invoke(this, actor.Leave());
    }

    private enum Phase
    {
        Open,
        Leaving,
        Gone,
    }
}

/// <summary>An actor's bound on requests is reached: back off and send again.</summary>
public sealed class ActorBusyException(string message) : Exception(message);

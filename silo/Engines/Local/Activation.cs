using RealtimeGov.Actors.Shell;

namespace RealtimeGov.Engines.Local;

/// <summary>An actor in memory, with its mailbox.</summary>
internal sealed class Activation(IActor actor, TimeProvider time)
{
    /// <summary>
    /// Requests inside one actor, beyond which callers are refused at once. A grid bounds its reports tighter; this is
    /// for all the others.
    /// </summary>
    public const int RequestsMax = 10_000;

    private readonly Mailbox mailbox = new();
    private readonly Lock gate = new();
    private int inside;
    private bool closed;
    private long lastUsed = time.GetTimestamp();

    /// <summary>Runs a request in the actor's turn; the reply completes outside of it.</summary>
    /// <returns>False when the actor has been put to sleep: ask its successor.</returns>
    /// <exception cref="ActorBusyException">Its bound is reached.</exception>
    public bool TryAsk<TActor, TReply>(Func<TActor, Task<TReply>> request, out Task<TReply> reply) where TActor : class
    {
        reply = null!;
        lock (gate)
        {
            if (closed) return false;
            if (inside >= RequestsMax) throw new ActorBusyException($"{actor.GetType().Name} holds {RequestsMax} requests");
            inside++;
            lastUsed = time.GetTimestamp();
        }
        var asked = new Asked<TActor, TReply>(this, request);
        mailbox.Post(static state => ((Asked<TActor, TReply>)state!).Run(), asked);
        reply = asked.Reply;
        return true;
    }

    /// <summary>In the actor's own turn: puts it to sleep if it is idle and unused for so long, and ticks it otherwise.</summary>
    /// <param name="asleep">Run when it sleeps.</param>
    public void Tick(TimeSpan idle, Action asleep) => mailbox.Post(_ =>
    {
        lock (gate) closed |= inside == 0 && mailbox.IsEmpty && actor.IsIdle && time.GetElapsedTime(lastUsed) >= idle;
        if (closed) asleep();
        else actor.Tick(); // which must not throw: there is nobody to tell
    }, null);

    private void Leave()
    {
        lock (gate) inside--;
    }

    private sealed class Asked<TActor, TReply>(Activation activation, Func<TActor, Task<TReply>> request) where TActor : class
    {
        // Asynchronously: a caller's code must not run in the actor's turn.
        private readonly TaskCompletionSource<TReply> reply = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<TReply> Reply => reply.Task;

        public async void Run()
        {
            try { reply.SetResult(await request((TActor)activation.Actor)); }
            catch (Exception e) { reply.SetException(e); }
            finally { activation.Leave(); }
        }
    }

    private object Actor => actor;
}

/// <summary>An actor's bound on requests is reached: back off and send again.</summary>
public sealed class ActorBusyException(string message) : Exception(message);

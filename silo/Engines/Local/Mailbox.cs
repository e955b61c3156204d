using System.Collections.Concurrent;

namespace RealtimeGov.Engines.Local;

/// <summary>
/// One actor's turns, one at a time: messages from outside, and the continuations of its own awaits, which come back here
/// because this is its synchronisation context. Turns of other actors run in parallel.
/// </summary>
/// <param name="runsItself">False where a test runs it by hand.</param>
internal sealed class Mailbox(bool runsItself = true) : SynchronizationContext, IThreadPoolWorkItem
{
    /// <summary>Turns in one go, before other actors have theirs.</summary>
    public const int TurnsMax = 64;

    /// <summary>One thread of the pool gives itself the next mailbox this often in a row, then lets all others' work go first.</summary>
    public const int OwnMax = 32;

    [ThreadStatic]
    private static int own;

    // Not bounded here: messages are bounded where they enter, and a continuation must always find its way back.
    private readonly ConcurrentQueue<(SendOrPostCallback Run, object? State)> turns = new();
    private int scheduled;

    public bool IsEmpty => turns.IsEmpty;

    public override void Post(SendOrPostCallback d, object? state)
    {
        turns.Enqueue((d, state));
        Schedule();
    }

    /// <summary>Never: an actor does not wait for itself.</summary>
    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("post to a mailbox; sending would wait for it");

    public override SynchronizationContext CreateCopy() => this;

    public void Execute()
    {
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            for (var i = 0; i < TurnsMax && turns.TryDequeue(out var turn); i++) turn.Run(turn.State);
        }
        finally
        {
            SetSynchronizationContext(before);
            // A full fence: the look at the queue must not come before the word that nobody is scheduled, or a turn
            // enqueued in between would wait for the next one.
            Interlocked.Exchange(ref scheduled, 0);
            if (!turns.IsEmpty) Schedule();
        }
    }

    // A turn goes before what waits for the whole pool: a count would else stand behind a burst of a thousand frames at each
    // of its steps up to the wall. But not always, or a few busy actors would keep the pool to themselves.
    private void Schedule()
    {
        if (!runsItself || Interlocked.Exchange(ref scheduled, 1) != 0) return;
        var isOwn = own < OwnMax;
        own = isOwn ? own + 1 : 0;
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: isOwn);
    }
}

namespace RealtimeGov.Devices.Sending;

/// <summary>
/// The batches without a complete acknowledgement, in the order in which they were offered. Bounded by the client's
/// window: whoever adds has taken a slot first. A new stream begins a new generation and sends all of them again.
/// </summary>
internal sealed class SendWindow
{
    private readonly Lock gate = new();
    private readonly LinkedList<SentBatch> open = [];
    private readonly Queue<SentBatch> unsent = new();
    private TaskCompletionSource wake = NewWake();
    private int generation;
    private bool closed;

    public int Count
    {
        get { lock (gate) return open.Count; }
    }

    /// <summary>False once the window is closed.</summary>
    public bool TryAdd(SentBatch batch)
    {
        lock (gate)
        {
            if (closed)
                return false;
            open.AddLast(batch);
            unsent.Enqueue(batch);
            wake.TrySetResult();
            return true;
        }
    }

    /// <summary>Begins a stream: everything open is unsent again.</summary>
    public int Restart()
    {
        lock (gate)
        {
            unsent.Clear();
            foreach (var batch in open)
                unsent.Enqueue(batch);
            if (unsent.Count > 0)
                wake.TrySetResult();
            return ++generation;
        }
    }

    /// <summary>A batch with RETRY receipts goes to the end of the line, unless its stream is over.</summary>
    public void Requeue(SentBatch batch, int ofGeneration)
    {
        lock (gate)
        {
            if (ofGeneration != generation)
                return;
            unsent.Enqueue(batch);
            wake.TrySetResult();
        }
    }

    /// <summary>Takes a settled batch out.</summary>
    public void Remove(SentBatch batch)
    {
        lock (gate)
            open.Remove(batch);
    }

    /// <summary>Takes everything out, when the client ends; nothing is added after it.</summary>
    public IReadOnlyList<SentBatch> Close()
    {
        lock (gate)
        {
            closed = true;
            SentBatch[] all = [.. open];
            open.Clear();
            unsent.Clear();
            return all;
        }
    }

    /// <summary>Returns when there is something to send.</summary>
    public async Task WaitAsync(CancellationToken cancellation)
    {
        while (true)
        {
            Task waiting;
            lock (gate)
            {
                if (open.Count > 0)
                    return;
                waiting = Rearm();
            }

            await waiting.WaitAsync(cancellation);
        }
    }

    /// <summary>The next batch to send on this stream; waits for one.</summary>
    public async Task<SentBatch> NextAsync(CancellationToken cancellation)
    {
        while (true)
        {
            Task waiting;
            lock (gate)
            {
                if (unsent.TryDequeue(out var batch))
                    return batch;
                waiting = Rearm();
            }

            await waiting.WaitAsync(cancellation);
        }
    }

    private Task Rearm()
    {
        if (wake.Task.IsCompleted)
            wake = NewWake();
        return wake.Task;
    }

    private static TaskCompletionSource NewWake() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

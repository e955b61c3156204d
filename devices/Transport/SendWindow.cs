namespace RealtimeGov.Devices.Transport;

/// <summary>
/// The parcels without an acknowledgement, in the order in which they came. Bounded by who adds: a batch takes a slot
/// of the client's window first, and what is sent again was bounded when it was. A new stream sends all of them again.
/// </summary>
internal sealed class SendWindow
{
    private readonly Lock gate = new();
    private readonly LinkedList<Parcel> open = [];
    private readonly Queue<Parcel> unsent = new();
    private TaskCompletionSource wake = NewWake();

    public int Count
    {
        get { lock (gate) return open.Count; }
    }

    public void Add(Parcel parcel)
    {
        lock (gate)
        {
            parcel.Place = open.AddLast(parcel);
            unsent.Enqueue(parcel);
            wake.TrySetResult();
        }
    }

    /// <summary>Begins a stream: everything open is unsent again.</summary>
    public void Restart()
    {
        lock (gate)
        {
            unsent.Clear();
            foreach (var parcel in open)
                unsent.Enqueue(parcel);
            if (unsent.Count > 0)
                wake.TrySetResult();
        }
    }

    /// <summary>Takes an acknowledged parcel out.</summary>
    public void Remove(Parcel parcel)
    {
        lock (gate)
            open.Remove(parcel.Place!);
    }

    /// <summary>Puts every report of a parcel into one of its own, in its place; for the next stream.</summary>
    public void Split(Parcel parcel)
    {
        lock (gate)
        {
            foreach (var item in parcel.Items)
            {
                var single = new Parcel([item]);
                single.Place = open.AddBefore(parcel.Place!, single);
            }

            open.Remove(parcel.Place!);
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

    /// <summary>The next parcel to send on this stream; waits for one.</summary>
    public async Task<Parcel> NextAsync(CancellationToken cancellation)
    {
        while (true)
        {
            Task waiting;
            lock (gate)
            {
                if (unsent.TryDequeue(out var parcel))
                    return parcel;
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

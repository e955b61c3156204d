namespace RealtimeGov.Rpc.Framing;

/// <summary>
/// Lets one read through at a time, and closes for good at a call's end, when a handler's forgotten reader must not touch
/// a transport that is about to serve another call. Without contention it costs two compare-and-swaps a message.
/// </summary>
internal sealed class ReaderGate
{
    private const int Idle = 0;
    private const int Reading = 1;
    private const int Closing = 2;
    private const int Closed = 3;

    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _state;

    /// <summary>Throws OperationCanceledException when closed, InvalidOperationException when somebody else is reading.</summary>
    public void Enter()
    {
        switch (Interlocked.CompareExchange(ref _state, Reading, Idle))
        {
            case Idle: return;
            case Reading: throw new InvalidOperationException("a message is being read already");
            default: throw new OperationCanceledException("the call has ended");
        }
    }

    public void Leave()
    {
        if (Interlocked.CompareExchange(ref _state, Idle, Reading) == Reading) return;
        Volatile.Write(ref _state, Closed);
        _left.TrySetResult();
    }

    /// <summary>Null when nobody was reading, else a task that completes when the reader has left.</summary>
    public Task? Close()
    {
        if (Interlocked.CompareExchange(ref _state, Closed, Idle) == Idle) return null;
        return Interlocked.CompareExchange(ref _state, Closing, Reading) switch
        {
            Reading or Closing => _left.Task,
            Idle => Close(),
            _ => null,
        };
    }
}

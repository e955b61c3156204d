using RealtimeGov.Rpc.Wire;

namespace RealtimeGov.Rpc;

/// <summary>What ends a client's call from this side: its deadline, its caller's token, its disposal.</summary>
internal sealed class CallLifetime : IDisposable
{
    private readonly CancellationTokenSource? _timer;
    private readonly CancellationTokenSource _ended;

    public CallLifetime(CallOptions options, TimeProvider time)
    {
        _timer = options.Deadline is { } timeout ? Deadlines.Timer(time, timeout) : null;
        _ended = CancellationTokenSource.CreateLinkedTokenSource(options.Cancellation, _timer?.Token ?? CancellationToken.None);
        Token = _ended.Token;
    }

    public CancellationToken Token { get; }

    public bool DeadlinePassed => _timer is { IsCancellationRequested: true };

    public void Cancel()
    {
        try
        {
            _ended.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // Cancelled after its end, by a token that outlived it: there is nothing left to cancel.
        }
    }

    /// <summary>The status that a fault on the way amounts to.</summary>
    public RpcException Translate(Exception fault)
    {
        if (fault is RpcException known) return known;
        if (DeadlinePassed) return new RpcException(StatusCode.DeadlineExceeded, "the deadline has passed", cause: fault);
        if (Token.IsCancellationRequested) return new RpcException(StatusCode.Cancelled, "the call was cancelled", cause: fault);
        return TransportFault.Translate(fault);
    }

    public void Dispose()
    {
        _ended.Dispose();
        _timer?.Dispose();
    }
}

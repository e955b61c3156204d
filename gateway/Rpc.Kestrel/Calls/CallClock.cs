using RealtimeGov.Rpc.Wire;

namespace RealtimeGov.Rpc.Kestrel.Calls;

/// <summary>A call's deadline and its one token: cancelled when the caller has gone, the time is over or, where the
/// call may be cut short for it, the server stops.</summary>
internal sealed class CallClock : IDisposable
{
    private readonly CancellationTokenSource? _timer;
    private readonly CancellationTokenSource? _linked;

    /// <summary>Throws RpcException INTERNAL when the timeout is none.</summary>
    public CallClock(string? timeoutText, TimeProvider time, CancellationToken aborted, CancellationToken stopping)
    {
        Token = aborted;
        if (!string.IsNullOrEmpty(timeoutText))
        {
            if (!TimeoutText.TryParse(timeoutText, out var timeout))
                throw new RpcException(StatusCode.Internal, $"grpc-timeout '{timeoutText}' is not a timeout");
            Deadline = Deadlines.After(time, timeout);
            _timer = Deadlines.Timer(time, timeout);
        }
        if (_timer is null && !stopping.CanBeCanceled) return;
        _linked = CancellationTokenSource.CreateLinkedTokenSource(aborted, _timer?.Token ?? CancellationToken.None, stopping);
        Token = _linked.Token;
    }

    public DateTimeOffset? Deadline { get; }

    public CancellationToken Token { get; }

    public bool DeadlinePassed => _timer is { IsCancellationRequested: true };

    public void Dispose()
    {
        _linked?.Dispose();
        _timer?.Dispose();
    }
}

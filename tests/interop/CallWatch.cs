using RealtimeGov.Rpc;

namespace RealtimeGov.Interop;

/// <summary>Tells once when a call is cancelled while its handler runs, be it by its token or by the end of its requests.</summary>
internal sealed class CallWatch : IDisposable
{
    /// <summary>Metadata by which a call says its name; one without is not watched.</summary>
    public const string CallName = "x-call-name";

    private readonly Action<string>? _cancelled;
    private readonly string? _name;
    private readonly CancellationTokenRegistration _registration;
    private int _over;

    public CallWatch(CallContext call, Action<string>? cancelled)
    {
        _cancelled = cancelled;
        _name = call.RequestHeaders.Get(CallName);
        _registration = call.Cancellation.Register(Tell);
    }

    /// <summary>The handler is through: what happens now concerns it no more.</summary>
    public void Completed() => Interlocked.Exchange(ref _over, 1);

    public void Dispose()
    {
        _registration.Dispose();
        Tell();
    }

    private void Tell()
    {
        if (Interlocked.Exchange(ref _over, 1) == 0 && _name is not null) _cancelled?.Invoke(_name);
    }
}

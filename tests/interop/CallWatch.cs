using Grpc.Core;

namespace RealtimeGov.Interop;

/// <summary>Tells once when a call is cancelled while its handler runs, be it by its token or by the end of its requests.</summary>
internal sealed class CallWatch : IDisposable
{
    /// <summary>Metadata by which a call says its name; one without is not watched.</summary>
    public const string CallName = "x-call-name";

    private readonly CancelledCalls cancelled;
    private readonly string? name;
    private readonly CancellationTokenRegistration registration;
    private int over;

    public CallWatch(ServerCallContext call, CancelledCalls cancelled)
    {
        this.cancelled = cancelled;
        name = call.GetHttpContext().Request.Headers[CallName];
        registration = call.CancellationToken.Register(Tell);
    }

    /// <summary>The handler is through: what happens now concerns it no more.</summary>
    public void Completed() => Interlocked.Exchange(ref over, 1);

    public void Dispose()
    {
        registration.Dispose();
        Tell();
    }

    private void Tell()
    {
        if (Interlocked.Exchange(ref over, 1) == 0 && name is not null) cancelled.Tell(name);
    }
}

using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace RealtimeGov.Gateway.Grpc;

/// <summary>
/// Ends streams when the server begins to stop, where Kestrel would wait for them and then break them off: a stream of
/// requests ends at its next read, so that what was read is still answered; a stream of responses alone is cancelled.
/// <see cref="CallInterceptor"/> tells either as UNAVAILABLE.
/// </summary>
internal sealed class StopSignal : IDisposable
{
    private readonly CancellationTokenRegistration reads;
    private readonly CancellationTokenSource? writes;

    private StopSignal(CancellationTokenRegistration reads) => this.reads = reads;

    private StopSignal(CancellationTokenSource writes) => this.writes = writes;

    /// <summary>Null where a call is short by itself.</summary>
    public static StopSignal? For(HttpContext http, MethodType? type, CancellationToken stopping)
    {
        switch (type)
        {
            case MethodType.ClientStreaming or MethodType.DuplexStreaming:
                return new StopSignal(stopping.UnsafeRegister(static body => ((System.IO.Pipelines.PipeReader)body!).CancelPendingRead(), http.Request.BodyReader));
            case MethodType.ServerStreaming:
                var both = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
                http.RequestAborted = both.Token;
                return new StopSignal(both);
            default:
                return null;
        }
    }

    public void Dispose()
    {
        reads.Dispose();
        writes?.Dispose();
    }
}

using Google.Protobuf;

namespace RealtimeGov.Rpc;

/// <summary>
/// A call with a stream each way. One thread may write while another reads. Disposing of it before its responses have
/// ended cancels it.
/// </summary>
public sealed class DuplexCall<TRequest, TResponse> : IAsyncDisposable, IDisposable
    where TRequest : class, IMessage<TRequest>
    where TResponse : class, IMessage<TResponse>
{
    private readonly ClientCall<TRequest, TResponse> _call;

    internal DuplexCall(ClientCall<TRequest, TResponse> call) => _call = call;

    /// <summary>Empty until the server's headers have arrived.</summary>
    public Metadata ResponseHeaders => _call.ResponseHeaders;

    /// <summary>Empty until the responses have ended.</summary>
    public Metadata Trailers => _call.Trailers;

    /// <summary>Completes when the server's headers have arrived; throws RpcException when the call ends without them.</summary>
    public async Task<Metadata> WaitForHeaders()
    {
        await _call.Opened();
        return ResponseHeaders;
    }

    /// <summary>
    /// Sends a request, or, with `more`, keeps it until the next one, <see cref="Flush"/> or 32 KiB. Completes when the
    /// transport has taken it, which is how a slow server pushes back. Throws RpcException when the call has ended; the
    /// reason is with the responses. One write at a time.
    /// </summary>
    public ValueTask Write(TRequest request, bool more = false) => _call.Requests.Write(request, more);

    /// <summary>Sends what `more` has kept.</summary>
    public ValueTask Flush() => _call.Requests.Flush();

    /// <summary>Says that no request follows; the responses still come.</summary>
    public Task CompleteWrites() => _call.Requests.Complete();

    /// <summary>
    /// The responses, once; a status other than OK is thrown as RpcException after them. The token cancels the whole call.
    /// </summary>
    public IAsyncEnumerable<TResponse> Responses(CancellationToken cancellation = default) => _call.Responses(cancellation);

    public void Dispose() => _call.Abandon();

    public ValueTask DisposeAsync() => _call.DisposeAsync();
}

using System.Net;
using System.Net.Http.Headers;
using RealtimeGov.Rpc.Wire;

namespace RealtimeGov.Rpc;

/// <summary>A request's body: bytes that are known, or a stream that is handed to the caller and closed at its word.</summary>
internal sealed class RequestContent : HttpContent
{
    private static readonly MediaTypeHeaderValue Grpc = new(HeaderNames.ContentType);

    private readonly ReadOnlyMemory<byte>? _known;
    private readonly TaskCompletionSource<Stream> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Exception? _fault;
    private int _serialised;

    public RequestContent(ReadOnlyMemory<byte>? known)
    {
        _known = known;
        Headers.ContentType = Grpc;
    }

    /// <summary>The body's stream, once the request's headers are on their way.</summary>
    public Task<Stream> Opened => _opened.Task;

    /// <summary>Why nothing more can be written; null while something can.</summary>
    public Exception? Fault => _fault;

    public void Complete() => _completed.TrySetResult();

    /// <summary>Fails writers that wait for the stream, and ends the body without completing it.</summary>
    public void Fail(Exception fault)
    {
        _fault ??= fault;
        _opened.TrySetException(fault);
        _ = _opened.Task.Exception;
        _completed.TrySetException(fault);
        _ = _completed.Task.Exception;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        try
        {
            if (_known is { } bytes) await stream.WriteAsync(bytes, cancellationToken);
            else await HandOver(stream, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The server has answered in full and wants no more of the body. If that became this body's failure, the
            // transport could tell it in place of the answer: the answer, or the call's end, comes first.
            await _completed.Task;
        }
    }

    private async Task HandOver(Stream stream, CancellationToken cancellation)
    {
        // The transport repeats a request that the server refused untouched; what has been streamed cannot be repeated.
        if (Interlocked.Exchange(ref _serialised, 1) == 1) throw new IOException("the server refused the call");
        // Headers leave now: the server may have something to say before the first message.
        await stream.FlushAsync(cancellation);
        _opened.TrySetResult(stream);
        await _completed.Task.WaitAsync(cancellation);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}

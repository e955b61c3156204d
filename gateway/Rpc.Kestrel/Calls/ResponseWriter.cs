using System.IO.Pipelines;
using Google.Protobuf;
using RealtimeGov.Rpc.Framing;

namespace RealtimeGov.Rpc.Kestrel.Calls;

/// <summary>
/// The one writer of a call's responses. Nothing is flushed per message: frames gather until the threshold, or until
/// the handler has no further response ready.
/// </summary>
internal sealed class ResponseWriter<TResponse>(
    PipeWriter output, Marshaller<TResponse> marshaller, KestrelCallContext call, int flushThresholdBytes)
    where TResponse : class, IMessage<TResponse>
{
    private int _unflushedBytes;

    public ValueTask Write(TResponse response)
    {
        if (!call.HeadersTaken) return WriteFirst(response);
        WriteFrame(response);
        return _unflushedBytes >= flushThresholdBytes ? Flush() : ValueTask.CompletedTask;
    }

    /// <summary>For when the handler waits: whatever is ready goes out, the headers first of all.</summary>
    public ValueTask FlushWhileIdle()
    {
        if (!call.HeadersTaken) return call.SendResponseHeaders();
        return _unflushedBytes > 0 ? Flush() : ValueTask.CompletedTask;
    }

    private async ValueTask WriteFirst(TResponse response)
    {
        await call.StartResponse();
        WriteFrame(response);
        if (_unflushedBytes >= flushThresholdBytes) await Flush();
    }

    private void WriteFrame(TResponse response)
    {
        if (response is null) throw new InvalidOperationException($"the handler of {call.Method} answered null");
        _unflushedBytes += MessageWriter.Write(output, marshaller, response, call.CompressResponses ? call.PromisedCompression : null);
    }

    private async ValueTask Flush()
    {
        _unflushedBytes = 0;
        var flushed = await output.FlushAsync(call.Cancellation);
        // The transport may know before the call's token does.
        if (flushed.IsCompleted || flushed.IsCanceled) throw new RpcException(StatusCode.Cancelled, "the caller has gone");
    }
}

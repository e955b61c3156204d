using System.Buffers;
using Google.Protobuf;
using RealtimeGov.Rpc.Framing;

namespace RealtimeGov.Rpc;

/// <summary>A call's stream of requests. Frames gather in one buffer and leave together.</summary>
internal sealed class RequestWriter<TRequest>(
    RequestContent content, Marshaller<TRequest> marshaller, Compression? compression, int flushThresholdBytes, CallLifetime lifetime)
    where TRequest : class, IMessage<TRequest>
{
    private readonly ArrayBufferWriter<byte> _frames = new();
    private int _writing;
    private bool _completed;

    public ValueTask Write(TRequest request, bool more)
    {
        ArgumentNullException.ThrowIfNull(request);
        Enter();
        // Not thrown here and now: to whoever has the task, a call that ended before the write is no other than one that ends in it.
        if (content.Fault is { } ended)
        {
            Leave();
            return ValueTask.FromException(lifetime.Translate(ended));
        }
        try
        {
            if (_completed) throw new InvalidOperationException("no request can follow: the stream has been completed");
            MessageWriter.Write(_frames, marshaller, request, compression);
            if (!more || _frames.WrittenCount >= flushThresholdBytes) return Send();
        }
        catch
        {
            Leave();
            throw;
        }
        Leave();
        return ValueTask.CompletedTask;
    }

    public ValueTask Flush()
    {
        Enter();
        return Send();
    }

    public async Task Complete()
    {
        Enter();
        _completed = true;
        await Send();
        content.Complete();
    }

    private async ValueTask Send()
    {
        try
        {
            if (_frames.WrittenCount == 0) return;
            var stream = await content.Opened.WaitAsync(lifetime.Token);
            await stream.WriteAsync(_frames.WrittenMemory, lifetime.Token);
            _frames.ResetWrittenCount();
            await stream.FlushAsync(lifetime.Token);
        }
        catch (Exception fault)
        {
            throw Ended(fault);
        }
        finally
        {
            Leave();
        }
    }

    // A write that fails because the server has ended the call: its status says why, once the responses are read.
    private RpcException Ended(Exception fault) => lifetime.Translate(content.Fault ?? fault);

    private void Enter()
    {
        if (Interlocked.Exchange(ref _writing, 1) == 1) throw new InvalidOperationException("a request is being written already");
    }

    private void Leave() => Volatile.Write(ref _writing, 0);
}

using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Google.Protobuf;

namespace RealtimeGov.Rpc.Framing;

/// <summary>
/// The messages of one direction of a call, parsed in the pipe's own buffers, with nothing allocated per message but the
/// message. It is its own enumerator: one reader, once; a second one gets InvalidOperationException. A fault is thrown
/// after the messages before it, and again at every later move.
/// </summary>
public sealed class MessageReader<T>(PipeReader input, Marshaller<T> marshaller, ReadRules rules, CancellationToken call)
    : IAsyncEnumerable<T>, IAsyncEnumerator<T>, IMessageSource
    where T : class, IMessage<T>
{
    private readonly ReaderGate _gate = new();
    private CancellationTokenSource? _linked;
    private readonly CancellationToken _call = call;
    private CancellationToken _cancellation = call;
    private bool _taken;

    private ReadOnlySequence<byte> _buffer;
    private bool _bufferHeld;
    private bool _inputCompleted;
    private Exception? _fault;
    private T? _current;

    public T Current => _current ?? throw new InvalidOperationException("no message has been read, or none is left");

    public bool LastWasCompressed { get; private set; }

    public bool Ended => _inputCompleted;

    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        if (_taken) throw new InvalidOperationException("a stream of messages is read once");
        _taken = true;
        if (cancellationToken.CanBeCanceled && cancellationToken != _call)
        {
            _linked = CancellationTokenSource.CreateLinkedTokenSource(_call, cancellationToken);
            _cancellation = _linked.Token;
        }
        return this;
    }

    /// <summary>Completes at once while whole messages are at hand: the writer of responses relies on it to know when to flush.</summary>
    public ValueTask<bool> MoveNextAsync()
    {
        _gate.Enter();
        try
        {
            if (_fault is null && TryNext()) return LeaveWith(true);
            if (_fault is null && _inputCompleted) return LeaveWith(EndOrThrow());
        }
        catch (Exception fault)
        {
            _fault = fault;
        }
        if (_fault is null) return Wait();
        _gate.Leave();
        return ValueTask.FromException<bool>(_fault);
    }

    /// <summary>
    /// Ends reading: a read under way is cancelled and waited for, later ones throw OperationCanceledException, and the
    /// pipe's buffer is given back. The transport may then be reused.
    /// </summary>
    public async ValueTask Stop()
    {
        if (_gate.Close() is { } underWay)
        {
            input.CancelPendingRead();
            await underWay;
        }
        try
        {
            Release();
        }
        catch (IOException)
        {
            // The peer reset the stream after the last message: the transport says so once more, to nobody's use.
        }
        _linked?.Dispose();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private ValueTask<bool> LeaveWith(bool found)
    {
        _gate.Leave();
        return new ValueTask<bool>(found);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> Wait()
    {
        try
        {
            while (true)
            {
                Release();
                var result = await input.ReadAsync(_cancellation);
                _buffer = result.Buffer;
                _bufferHeld = true;
                if (result.IsCanceled) throw new OperationCanceledException("the call has ended");
                _inputCompleted = result.IsCompleted;
                if (TryNext()) return true;
                if (_inputCompleted) return EndOrThrow();
            }
        }
        catch (Exception fault) when (fault is IOException or HttpRequestException or OperationCanceledException)
        {
            throw _fault = rules.Broken(fault);
        }
        catch (Exception fault)
        {
            _fault = fault;
            throw;
        }
        finally
        {
            _gate.Leave();
        }
    }

    private bool TryNext()
    {
        if (!_bufferHeld || !Frame.TryCut(ref _buffer, rules.MaxMessageBytes, out var compressed, out var payload)) return false;
        if (compressed)
        {
            if (rules.Compression is null)
                throw new RpcException(StatusCode.Internal, "a message is marked as compressed, and no grpc-encoding was named");
            payload = rules.Compression.Decompress(payload, rules.MaxMessageBytes);
        }
        try
        {
            _current = marshaller.Read(payload);
            LastWasCompressed = compressed;
            return true;
        }
        catch (InvalidProtocolBufferException fault)
        {
            throw new RpcException(rules.Undecodable, $"a message is not a {typeof(T).Name}", cause: fault);
        }
    }

    private bool EndOrThrow()
    {
        _current = null;
        return _buffer.IsEmpty ? false : throw new RpcException(StatusCode.Internal, "the stream ends in the middle of a message");
    }

    // Consumed: the frames cut off so far. Examined: everything, so that the peer's window opens for the rest of a long frame.
    private void Release()
    {
        if (!_bufferHeld) return;
        _bufferHeld = false;
        input.AdvanceTo(_buffer.Start, _buffer.End);
        _buffer = default;
    }
}

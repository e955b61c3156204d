using Grpc.Core;
using Core = Grpc.Core;

namespace RealtimeGov.Rpc.AspNetCore.Calls;

/// <summary>A call's requests as a handler reads them: one reader, once.</summary>
internal sealed class RequestStream<TRequest>(IAsyncStreamReader<TRequest> reader, AspNetCoreCallContext call, CancellationToken stopping)
    : IAsyncEnumerable<TRequest>, IAsyncEnumerator<TRequest>
    where TRequest : class
{
    // How the library says that a length is beyond 2^31: as it says that the connection broke.
    private const string TooLarge = "Message too large";

    private readonly CancellationTokenSource _reading = CancellationTokenSource.CreateLinkedTokenSource(call.Cancellation, stopping);
    private Task<bool> _pending = Task.FromResult(false);
    private CancellationTokenRegistration _readerGivesUp;

    public TRequest Current => reader.Current;

    public IAsyncEnumerator<TRequest> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        _readerGivesUp = cancellationToken.Register(_reading.Cancel);
        return this;
    }

    public async ValueTask<bool> MoveNextAsync()
    {
        try
        {
            call.BeforeRequest();
            _pending = reader.MoveNext(_reading.Token);
            return await _pending;
        }
        catch (Core.RpcException fault)
        {
            throw new RpcException((StatusCode)fault.StatusCode, fault.Status.Detail, cause: fault);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested && !call.Cancellation.IsCancellationRequested)
        {
            throw CallHandler.Stopping();
        }
        catch (Exception fault) when (fault is InvalidDataException || (fault is IOException && fault.Message.StartsWith(TooLarge, StringComparison.Ordinal)))
        {
            // Bytes that are no frame, or name a length that no array has.
            throw new RpcException(fault is IOException ? StatusCode.ResourceExhausted : StatusCode.Internal, fault.Message, cause: fault);
        }
        catch (Exception fault) when (fault is IOException or InvalidOperationException)
        {
            throw new RpcException(StatusCode.Cancelled, "the caller has gone", cause: fault);
        }
    }

    /// <summary>The handler has ended: a read that it left behind ends too, before the call does.</summary>
    public async ValueTask Stop()
    {
        await _reading.CancelAsync();
        await ((Task)_pending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _readerGivesUp.DisposeAsync();
        _reading.Dispose();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

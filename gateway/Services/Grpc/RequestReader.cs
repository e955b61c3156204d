using Grpc.Core;

namespace RealtimeGov.Gateway.Grpc;

/// <summary>A call's requests as its handler reads them: whatever goes wrong with them is an RpcException that says so.</summary>
internal sealed class RequestReader<T>(IAsyncStreamReader<T> requests, Status stopping, CancellationToken isStopping) : IAsyncStreamReader<T>
{
    public T Current => requests.Current;

    public Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        // A message that has arrived already is no new task.
        var reading = requests.MoveNext(cancellationToken);
        return reading.IsCompletedSuccessfully ? reading : Awaited(reading);
    }

    private async Task<bool> Awaited(Task<bool> reading)
    {
        try
        {
            return await reading;
        }
        catch (RpcException) when (isStopping.IsCancellationRequested)
        {
            // The library takes a read that StopSignal cancelled for a broken message.
            throw new RpcException(stopping);
        }
        catch (Exception fault) when (UnreadableRequest.StatusOf(fault, typeof(T).Name) is { } status)
        {
            throw new RpcException(new Status(status.StatusCode, status.Detail, fault));
        }
        catch (Exception fault) when (fault is IOException or InvalidOperationException)
        {
            throw new RpcException(new Status(StatusCode.Cancelled, "the caller has gone", fault));
        }
    }
}

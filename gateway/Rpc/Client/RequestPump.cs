using Google.Protobuf;

namespace RealtimeGov.Rpc;

/// <summary>Sends a stream of requests while their response is awaited.</summary>
internal static class RequestPump
{
    /// <summary>Writes request after request and completes; flushes only when the next request is not ready.</summary>
    public static async Task Run<TRequest, TResponse>(
        IAsyncEnumerable<TRequest> requests, ClientCall<TRequest, TResponse> call, CancellationToken cancellation)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        await using var source = requests.GetAsyncEnumerator(cancellation);
        var next = source.MoveNextAsync();
        while (await next)
        {
            var request = source.Current;
            next = source.MoveNextAsync();
            if (await Sent(call.Requests.Write(request, more: next.IsCompleted))) continue;
            await ((Task)next.AsTask()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }
        await Sent(new ValueTask(call.Requests.Complete()));
    }

    // False when the server has answered already, or the call broke: the response says which.
    private static async ValueTask<bool> Sent(ValueTask writing)
    {
        try
        {
            await writing;
            return true;
        }
        catch (RpcException)
        {
            return false;
        }
    }

    /// <summary>The response; or, when it is the source of requests that failed, its exception.</summary>
    public static async Task<TResponse> ResponseUnlessFaulted<TResponse>(Task<TResponse> response, Task sent)
    {
        if (await Task.WhenAny(response, sent) == sent && !sent.IsCompletedSuccessfully)
        {
            Forget(response);
            await sent;
        }
        return await response;
    }

    /// <summary>Lets a task end by itself, its exception included.</summary>
    public static void Forget(Task task) => _ = task.ContinueWith(static ended => ended.Exception, TaskScheduler.Default);
}

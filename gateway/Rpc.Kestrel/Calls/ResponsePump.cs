using Google.Protobuf;

namespace RealtimeGov.Rpc.Kestrel.Calls;

/// <summary>Carries a handler's stream of responses to the writer.</summary>
internal static class ResponsePump
{
    /// <summary>
    /// The handler is asked for its next response before the last one is flushed: if it has one ready, both leave
    /// together. The last responses leave with the trailers.
    /// </summary>
    public static async Task Run<TResponse>(IAsyncEnumerable<TResponse> responses, ResponseWriter<TResponse> writer, KestrelCallContext call)
        where TResponse : class, IMessage<TResponse>
    {
        var source = responses.GetAsyncEnumerator(call.Cancellation);
        try
        {
            while (true)
            {
                var next = source.MoveNextAsync();
                if (!next.IsCompleted) next = await Flushed(writer.FlushWhileIdle(), next);
                if (!await next) return;
                await writer.Write(source.Current);
            }
        }
        finally
        {
            await source.DisposeAsync();
        }
    }

    private static async ValueTask<ValueTask<bool>> Flushed(ValueTask flushing, ValueTask<bool> next)
    {
        try
        {
            await flushing;
            return next;
        }
        catch
        {
            await HandlerEnd.Of(next.AsTask());
            throw;
        }
    }
}

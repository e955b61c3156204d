using Grpc.Core;

namespace RealtimeGov.Rpc.AspNetCore.Calls;

/// <summary>Carries a handler's stream of responses to the caller, without a flush for each.</summary>
internal static class ResponsePump
{
    /// <summary>
    /// The handler is asked for its next response before the last one is flushed: if it has one ready, both leave
    /// together. The last responses leave with the trailers.
    /// </summary>
    public static async Task Run<TResponse>(
        IAsyncEnumerable<TResponse> responses, IServerStreamWriter<TResponse> writer, AspNetCoreCallContext call, int flushThresholdBytes)
        where TResponse : class
    {
        var output = call.Http.Response.BodyWriter;
        var source = responses.GetAsyncEnumerator(call.Cancellation);
        try
        {
            while (true)
            {
                var next = source.MoveNextAsync();
                if (!next.IsCompleted) next = await Flushed(call, next);
                if (!await next) return;
                if (call is { HeadersMatter: true, HeadersTaken: false }) await call.SendResponseHeaders();
                call.BeforeResponse();
                await writer.WriteAsync(source.Current ?? throw new InvalidOperationException($"the handler of {call.Method} answered null"));
                if (!output.CanGetUnflushedBytes || output.UnflushedBytes >= flushThresholdBytes) await output.FlushAsync(call.Cancellation);
            }
        }
        finally
        {
            await source.DisposeAsync();
        }
    }

    // The handler waits: whatever is ready goes out, the headers first of all. A flush fails when the caller has gone,
    // which the handler is told too: it is waited for all the same.
    private static async ValueTask<ValueTask<bool>> Flushed(AspNetCoreCallContext call, ValueTask<bool> next)
    {
        try
        {
            if (!call.Http.Response.HasStarted) await call.SendResponseHeaders();
            else await call.Http.Response.BodyWriter.FlushAsync(call.Cancellation);
            return next;
        }
        catch
        {
            await ((Task)next.AsTask()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }
}

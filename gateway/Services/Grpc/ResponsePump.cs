using Grpc.Core;

namespace RealtimeGov.Gateway.Grpc;

/// <summary>Carries a handler's responses to the caller, without a flush for each.</summary>
public static class ResponsePump
{
    /// <summary>Responses that are ready one behind the other gather until this many bytes wait: half of what Kestrel buffers before it pushes back.</summary>
    public const int FlushBytes = 32 * 1024;

    private static readonly WriteOptions Buffered = new(WriteFlags.BufferHint);

    /// <summary>
    /// The source is asked for its next response before the last one is flushed: if it has one ready, both leave together.
    /// While it has none, what is ready goes out, the headers first of all. The last responses leave with the trailers.
    /// </summary>
    public static async Task WriteAllAsync<TResponse>(
        this IServerStreamWriter<TResponse> writer, IAsyncEnumerable<TResponse> responses, ServerCallContext call)
    {
        var http = call.GetHttpContext();
        var output = http.Response.BodyWriter;
        await using var source = responses.GetAsyncEnumerator(call.CancellationToken);
        while (true)
        {
            var next = source.MoveNextAsync();
            if (!next.IsCompleted) next = await Flushed(next);
            if (!await next) return;
            call.WriteOptions ??= Buffered;
            await writer.WriteAsync(source.Current);
            if (!output.CanGetUnflushedBytes || output.UnflushedBytes >= FlushBytes) await output.FlushAsync(call.CancellationToken);
        }

        // A flush fails when the caller has gone, which the source is told too: it is waited for all the same.
        async ValueTask<ValueTask<bool>> Flushed(ValueTask<bool> next)
        {
            try
            {
                if (!http.Response.HasStarted) await call.WriteResponseHeadersAsync(Metadata.Empty);
                else await output.FlushAsync(call.CancellationToken);
                return next;
            }
            catch
            {
                await ((Task)next.AsTask()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                throw;
            }
        }
    }
}

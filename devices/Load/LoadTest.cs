using RealtimeGov.Devices.Connection;
using RealtimeGov.Devices.Transport;
using RealtimeGov.Protos;

namespace RealtimeGov.Devices.Load;

/// <summary>
/// Sends a fixed number of reports over several clients and counts what becomes of each. Batch k goes to client k mod n;
/// with a rate it is due k * batch / rate seconds after the start, whatever became of those before it. Memory is bounded
/// by the clients' windows and a bit a report.
/// </summary>
internal sealed class LoadTest(LoadOptions options, LoadReports reports, IReadOnlyList<FieldClient> clients, LoadTally tally, TimeProvider time)
{
    private long started;
    private FieldServiceException? failure;

    /// <summary>Why a client could not go on; null when all could.</summary>
    public FieldServiceException? Failure => failure;

    /// <summary>Runs until every report has its receipt, a client fails, or <paramref name="stop"/>; how long it took.</summary>
    public async Task<TimeSpan> RunAsync(CancellationToken stop)
    {
        started = time.GetTimestamp();
        await Task.WhenAll(clients.Select((client, at) => StreamAsync(client, at, stop)));
        return time.GetElapsedTime(started);
    }

    private async Task StreamAsync(FieldClient client, int number, CancellationToken stop)
    {
        using var places = new SemaphoreSlim(options.Window);
        using var grace = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        await using var onStop = stop.Register(() => grace.CancelAfter(options.StopGrace));
        try
        {
            for (var first = (long)number * options.Batch; first < options.Count && failure is null; first += (long)clients.Count * options.Batch)
            {
                var due = await DueAsync(first, stop);
                await places.WaitAsync(stop);
                await OfferAsync(client, (int)first, due, places, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // What is on its way is still counted.
        }

        await DrainAsync(places, grace.Token);
    }

    private async Task OfferAsync(FieldClient client, int first, long due, SemaphoreSlim places, CancellationToken stop)
    {
        var count = Math.Min(options.Batch, options.Count - first);
        var observed = time.GetUtcNow();
        var made = new Report[count];
        for (var at = 0; at < count; at++)
            made[at] = reports.Make(first + at, observed);
        try
        {
            var batch = await client.OfferAsync(made, stop);
            tally.Sent(count);
            _ = CountAsync(batch, first, due, places);
        }
        catch (FieldServiceException error)
        {
            failure ??= error;
            places.Release();
        }
        catch
        {
            places.Release();
            throw;
        }
    }

    private async Task CountAsync(SentBatch batch, int first, long due, SemaphoreSlim places)
    {
        try
        {
            var receipts = await batch.Receipts;
            tally.Take(first, receipts, batch.Retried, time.GetElapsedTime(due));
        }
        catch (FieldServiceException error)
        {
            failure ??= error;
        }
        catch (OperationCanceledException)
        {
            // The client was disposed: these reports count as lost.
        }

        Release(places);
    }

    // Every batch gives its place back when it is over.
    private async Task DrainAsync(SemaphoreSlim places, CancellationToken grace)
    {
        try
        {
            for (var taken = 0; taken < options.Window; taken++)
                await places.WaitAsync(grace);
        }
        catch (OperationCanceledException)
        {
            // Stopped, and the grace is over.
        }
    }

    private static void Release(SemaphoreSlim places)
    {
        try
        {
            places.Release();
        }
        catch (ObjectDisposedException)
        {
            // The stream gave up waiting for this batch.
        }
    }

    // A timestamp: when the batch ought to leave, even if that is in the past by now.
    private async Task<long> DueAsync(long first, CancellationToken stop)
    {
        if (options.Rate is not { } rate)
            return time.GetTimestamp();
        var due = started + (long)((first / rate) * time.TimestampFrequency);
        var wait = time.GetElapsedTime(time.GetTimestamp(), due);
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, time, stop);
        return due;
    }
}

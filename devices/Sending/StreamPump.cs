using RealtimeGov.Devices.Connection;
using RealtimeGov.Protos;

namespace RealtimeGov.Devices.Sending;

/// <summary>
/// One stream's life: sends the window's batches in order under rising sequence numbers, settles acknowledgements,
/// sends RETRY again after a wait, and breaks a stream that owes an acknowledgement for too long.
/// </summary>
internal sealed class StreamPump(
    SendWindow window,
    FieldClientOptions options,
    TimeProvider time,
    Action<SentBatch, IReadOnlyList<Report>, bool> settled)
{
    private readonly Lock gate = new();
    private readonly Dictionary<ulong, SentBatch> inFlight = [];
    private readonly Backoff retries = new(options.ShortestBackoff, options.LongestBackoff, Random.Shared.NextDouble);
    private ulong sequence;
    private bool acknowledged;
    private long owedSince;

    /// <summary>
    /// A timestamp: since when the server owes, as of its last acknowledgement or of the first batch sent after a
    /// quiet time. Null when this stream brought no acknowledgement, which means that nothing has changed.
    /// </summary>
    public long? OwingSince => acknowledged ? owedSince : null;

    /// <summary>A failed write often only says that the call is over; for this long the reader may say why.</summary>
    internal static readonly TimeSpan ReasonWait = TimeSpan.FromSeconds(1);

    /// <summary>Returns when the server ends the stream; throws a FieldServiceException when it breaks.</summary>
    public async Task RunAsync(IFieldService service, CancellationToken cancellation)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await using var stream = await OpenAsync(service, ending.Token);
        var generation = window.Restart();
        Task[] parts = [SendAsync(stream, ending.Token), ReceiveAsync(stream, generation, ending.Token), WatchAsync(ending.Token)];
        var first = await Task.WhenAny(parts);
        if (first == parts[0] && first.IsFaulted)
            await Task.WhenAny(parts[1], Task.Delay(ReasonWait, time, ending.Token));
        var telling = parts[1].IsCompleted ? parts[1] : first;
        await ending.CancelAsync();
        await Task.WhenAll(parts).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        await telling;
    }

    private async Task<IReportStream> OpenAsync(IFieldService service, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(options.AckTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        try
        {
            return await service.OpenAsync(time.GetUtcNow(), either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new FieldServiceException(FieldFault.Unavailable, $"No connection within {options.AckTimeout.TotalSeconds:0.###} s");
        }
    }

    private async Task SendAsync(IReportStream stream, CancellationToken cancellation)
    {
        while (true)
        {
            var batch = await window.NextAsync(cancellation);
            var message = batch.ToMessage(++sequence);
            lock (gate)
            {
                if (inFlight.Count == 0)
                    owedSince = time.GetTimestamp();
                inFlight.Add(sequence, batch);
            }

            await stream.WriteAsync(message, cancellation);
        }
    }

    private async Task ReceiveAsync(IReportStream stream, int generation, CancellationToken cancellation)
    {
        await foreach (var ack in stream.Acknowledgements(cancellation))
        {
            SentBatch? batch;
            lock (gate)
            {
                owedSince = time.GetTimestamp();
                inFlight.Remove(ack.Sequence, out batch);
            }

            if (batch is null)
                throw new FieldServiceException(FieldFault.Refused, $"The server acknowledged batch {ack.Sequence}, which is not outstanding");
            var first = !acknowledged;
            acknowledged = true;
            settled(batch, batch.Settle(ack), first);
            if (!batch.IsSettled)
                _ = RequeueAsync(batch, generation, cancellation);
        }
    }

    // Bounded by the window: a batch has at most one of these at a time.
    private async Task RequeueAsync(SentBatch batch, int generation, CancellationToken cancellation)
    {
        try
        {
            await Task.Delay(retries.After(batch.Attempts - 1), time, cancellation);
            window.Requeue(batch, generation);
        }
        catch (OperationCanceledException)
        {
            // The stream is over; the next one sends every open batch anyway.
        }
    }

    private async Task WatchAsync(CancellationToken cancellation)
    {
        while (true)
        {
            await Task.Delay(options.AckTimeout / 4, time, cancellation);
            lock (gate)
            {
                if (inFlight.Count > 0 && time.GetElapsedTime(owedSince) >= options.AckTimeout)
                    throw new FieldServiceException(FieldFault.Unavailable, $"No acknowledgement for {options.AckTimeout.TotalSeconds:0.###} s");
            }
        }
    }
}

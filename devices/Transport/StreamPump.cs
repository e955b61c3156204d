using RealtimeGov.Devices.Connection;
using RealtimeGov.Protos;

namespace RealtimeGov.Devices.Transport;

/// <summary>
/// One stream's life: sends the window's parcels in order under rising sequence numbers, hands on acknowledgements, and
/// breaks a stream that owes one for too long.
/// </summary>
/// <param name="acknowledged">Called in order; the last argument is true for the first one of the stream.</param>
/// <param name="clock">Read as each batch leaves; null where the client keeps no queue.</param>
internal sealed class StreamPump(
    SendWindow window,
    FieldClientOptions options,
    TimeProvider time,
    Action<Parcel, BatchAck, bool> acknowledged,
    Func<DeviceClock?> clock)
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<ulong, Parcel> inFlight = [];
    private ulong sequence;
    private bool first = true;
    private long owedSince;

    /// <summary>
    /// The first parcel that the server did not acknowledge, and its number. Earlier ones are acknowledged before a
    /// stream ends with INVALID_ARGUMENT, so it is this one that the server could not read. Null when none is out.
    /// </summary>
    public (ulong Sequence, Parcel Parcel)? OldestInFlight
    {
        get
        {
            lock (gate)
            {
                foreach (var (number, parcel) in inFlight)
                    return (number, parcel);
                return null;
            }
        }
    }

    /// <summary>A failed write often only says that the call is over; for this long the reader may say why.</summary>
    internal static readonly TimeSpan ReasonWait = TimeSpan.FromSeconds(1);

    /// <summary>Returns when the server ends the stream; throws a FieldServiceException when it breaks.</summary>
    public async Task RunAsync(IFieldService service, CancellationToken cancellation)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await using var stream = await OpenAsync(service, ending.Token);
        window.Restart();
        Task[] parts = [SendAsync(stream, ending.Token), ReceiveAsync(stream, ending.Token), WatchAsync(ending.Token)];
        var ended = await Task.WhenAny(parts);
        if (ended == parts[0] && ended.IsFaulted)
            await Task.WhenAny(parts[1], Task.Delay(ReasonWait, time, ending.Token));
        var telling = parts[1].IsCompleted ? parts[1] : ended;
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
            var parcel = await window.NextAsync(cancellation);
            var message = parcel.ToMessage(++sequence, clock());
            lock (gate)
            {
                if (inFlight.Count == 0)
                    owedSince = time.GetTimestamp();
                inFlight.Add(sequence, parcel);
            }

            await stream.WriteAsync(message, cancellation);
        }
    }

    private async Task ReceiveAsync(IReportStream stream, CancellationToken cancellation)
    {
        await foreach (var ack in stream.Acknowledgements(cancellation))
        {
            Parcel? parcel;
            lock (gate)
            {
                owedSince = time.GetTimestamp();
                inFlight.Remove(ack.Sequence, out parcel);
            }

            if (parcel is null)
                throw new FieldServiceException(FieldFault.Refused, $"The server acknowledged batch {ack.Sequence}, which is not outstanding");
            parcel.Check(ack);
            acknowledged(parcel, ack, first);
            first = false;
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

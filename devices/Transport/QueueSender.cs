using RealtimeGov.Devices.Connection;
using RealtimeGov.Devices.Queue;
using RealtimeGov.Protos;

namespace RealtimeGov.Devices.Transport;

/// <summary>
/// Empties a queue: reports in the order in which they were kept, each after its photos; a report that waits for its
/// photos holds up none behind it. What keeps them is noted in the queue, for whoever asks what is waiting.
/// </summary>
/// <param name="client">Sends; has the same queue.</param>
/// <param name="uplink">Where photos go.</param>
public sealed class QueueSender(ReportQueue queue, FieldClient client, IPhotoUplink uplink, FieldClientOptions? options = null, TimeProvider? time = null)
{
    /// <summary>Reports in a message: few, because the line was bad a moment ago.</summary>
    public const int BatchReports = 8;

    /// <summary>Messages without an acknowledgement.</summary>
    public const int MaxBatchesOut = 16;

    private readonly FieldClientOptions options = (options ?? new FieldClientOptions()).Checked();
    private readonly TimeProvider time = time ?? TimeProvider.System;
    private readonly Queue<(SentBatch Batch, IReadOnlyList<QueuedReport> Reports)> outstanding = new();
    private readonly HashSet<long> places = [];
    private TaskCompletionSource photoDone = NewSignal();

    /// <summary>Told each report's receipt, in order of sending.</summary>
    public Action<QueuedReport, ReportReceipt>? Received { get; init; }

    /// <summary>Told what becomes of photos.</summary>
    public Action<PhotoChange>? PhotoChanged { get; init; }

    /// <summary>Returns when nothing waits; how many reports got their receipt.</summary>
    /// <exception cref="FieldServiceException">The server has refused this device, or the line stayed down; what has no receipt stays.</exception>
    public async Task<int> RunAsync(CancellationToken cancellation = default)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        client.LinkChanged += Note;
        var photos = Task.Run(() => new PhotoCourier(queue, uplink, options, time, OnPhoto).RunAsync(ending.Token), CancellationToken.None);
        try
        {
            var sent = await SendAsync(photos, cancellation);
            await photos;
            queue.NoteProgress();
            return sent;
        }
        catch (FieldServiceException error)
        {
            queue.NoteTrouble(error.Message, nextAttempt: null);
            throw;
        }
        finally
        {
            client.LinkChanged -= Note;
            await ending.CancelAsync();
            await photos.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    private async Task<int> SendAsync(Task photos, CancellationToken cancellation)
    {
        var sent = 0;
        while (true)
        {
            var signal = Rearm();
            var photosOver = photos.IsCompleted;
            var ready = outstanding.Count < MaxBatchesOut ? queue.Ready(BatchReports, places) : [];
            if (ready.Count > 0)
            {
                await OfferAsync(ready, cancellation);
                continue;
            }

            if (outstanding.TryPeek(out var oldest))
            {
                await Task.WhenAny(oldest.Batch.Receipts, outstanding.Count < MaxBatchesOut ? signal : oldest.Batch.Receipts).WaitAsync(cancellation);
                if (oldest.Batch.Receipts.IsCompleted)
                    sent += await TakeAsync();
            }
            else if (photosOver)
            {
                return sent;
            }
            else
            {
                await Task.WhenAny(photos, signal).WaitAsync(cancellation);
            }
        }
    }

    private async Task OfferAsync(IReadOnlyList<QueuedReport> ready, CancellationToken cancellation)
    {
        var batch = await client.OfferKeptAsync([.. ready.Select(one => one.Report)], cancellation);
        outstanding.Enqueue((batch, ready));
        places.UnionWith(ready.Select(one => one.Place));
    }

    private async Task<int> TakeAsync()
    {
        var (batch, reports) = outstanding.Dequeue();
        var receipts = await batch.Receipts;
        places.ExceptWith(reports.Select(one => one.Place));
        for (var at = 0; at < reports.Count; at++)
            Received?.Invoke(reports[at], receipts[at]);
        return reports.Count;
    }

    private void OnPhoto(PhotoChange change)
    {
        PhotoChanged?.Invoke(change);
        if (change.State == PhotoStep.Delayed)
            queue.NoteTrouble(change.Reason, time.GetUtcNow() + change.NextAttemptIn);
        else if (change.State != PhotoStep.Moving)
            Volatile.Read(ref photoDone).TrySetResult();
    }

    private void Note(LinkChange change)
    {
        if (change.State == LinkState.Down)
            queue.NoteTrouble(change.Reason, time.GetUtcNow() + change.NextAttemptIn);
        else
            queue.NoteProgress();
    }

    private Task Rearm()
    {
        if (photoDone.Task.IsCompleted)
            Volatile.Write(ref photoDone, NewSignal());
        return photoDone.Task;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

using RealtimeGov.Devices.Connection;
using RealtimeGov.Devices.Queue;
using RealtimeGov.Protos;

namespace RealtimeGov.Devices.Transport;

/// <summary>
/// Sends reports over one StreamReports call with a window of unacknowledged batches, opens a new one when it breaks
/// and sends again what has no receipt, so that every report it took ends with exactly one receipt other than RETRY.
/// Sending again is safe: the server counts a report id once. Safe for use from many threads.
/// </summary>
public sealed partial class FieldClient : IAsyncDisposable
{
    private readonly IFieldService service;
    private readonly FieldClientOptions options;
    private readonly ReportQueue? queue;
    private readonly TimeProvider time;
    private readonly SendWindow window = new();
    private readonly HashSet<SentBatch> taken = [];
    private readonly GridRetries retries;
    private readonly SemaphoreSlim slots;
    private readonly Backoff backoff;
    private readonly CancellationTokenSource stop = new();
    private readonly Task running;
    private FieldServiceException? failure;
    private long lastReceipt;
    private int unreadInARow;
    private bool ended;

    /// <param name="service">Where to send; the client disposes it.</param>
    /// <param name="options">Null takes the defaults.</param>
    /// <param name="queue">Where reports wait durably from offer to receipt; null keeps them in memory only. Not disposed.</param>
    /// <param name="time">The device's clock and timers.</param>
    public FieldClient(IFieldService service, FieldClientOptions? options = null, ReportQueue? queue = null, TimeProvider? time = null)
    {
        this.service = service;
        this.options = (options ?? new FieldClientOptions()).Checked();
        this.queue = queue;
        this.time = time ?? TimeProvider.System;
        slots = new SemaphoreSlim(this.options.Window);
        backoff = new Backoff(this.options.ShortestBackoff, this.options.LongestBackoff, Random.Shared.NextDouble);
        retries = new GridRetries(this.options, this.time, Random.Shared.NextDouble, window.Add, stop.Token);
        running = Task.Run(() => RunAsync(stop.Token));
    }

    /// <summary>Raised, from the client's own task, when the line goes down or comes up.</summary>
    public event Action<LinkChange>? LinkChanged;

    /// <summary>Raised, from the client's own task, when the server could not read a message of ours.</summary>
    public event Action<UnreadBatch>? BatchUnread;

    /// <summary>A client over gRPC. The address is http://HOST:PORT (HTTP/2 without TLS) or https://HOST:PORT.</summary>
    public static FieldClient Connect(Uri server, string? token, FieldClientOptions? options = null, ReportQueue? queue = null, TimeProvider? time = null) =>
        new(new RpcFieldService(server, token), options, queue, time);

    /// <summary>Batches that could be offered without waiting.</summary>
    internal int FreePlaces => slots.CurrentCount;

    /// <summary>Sends one report and waits for its receipt (never RETRY).</summary>
    public async Task<ReportReceipt> SendAsync(Report report, CancellationToken cancellation = default) =>
        (await SendAsync([report], cancellation))[0];

    /// <summary>Sends 1 to 500 reports as one batch and waits for their receipts, in order (never RETRY).</summary>
    public async Task<IReadOnlyList<ReportReceipt>> SendAsync(IReadOnlyList<Report> reports, CancellationToken cancellation = default)
    {
        var batch = await OfferAsync(reports, cancellation);
        return await batch.Receipts.WaitAsync(cancellation);
    }

    /// <summary>
    /// Takes a batch of 1 to 500 reports: waits while the window is full, keeps them in the queue, on disk, and returns;
    /// <see cref="SentBatch.Receipts"/> completes later. Batches offered one after another are sent in order. Reports
    /// that wait for photos go through a <see cref="QueueSender"/>.
    /// </summary>
    /// <exception cref="QueueFullException">The queue cannot hold them; nothing was kept or sent.</exception>
    /// <exception cref="FieldServiceException">The server has refused this device, or the client gave up.</exception>
    public Task<SentBatch> OfferAsync(IReadOnlyList<Report> reports, CancellationToken cancellation = default) =>
        OfferAsync(reports, keep: true, cancellation);

    /// <summary>Ends the stream at once. What has no receipt is cancelled for its callers and stays in the queue.</summary>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running;
        await service.DisposeAsync();
    }

    /// <summary>The same for reports that the queue has already.</summary>
    internal Task<SentBatch> OfferKeptAsync(IReadOnlyList<Report> reports, CancellationToken cancellation) =>
        OfferAsync(reports, keep: false, cancellation);

    private async Task<SentBatch> OfferAsync(IReadOnlyList<Report> reports, bool keep, CancellationToken cancellation)
    {
        RefuseUnsendable(reports);
        if (queue is not null && reports.FirstOrDefault(report => report.PhotoIds.Count > 0 && queue.WaitsForPhotos(report)) is { } early)
            throw new InvalidOperationException($"Report {early.ReportId} goes after its photos");
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, stop.Token);
        await slots.WaitAsync(either.Token);
        try
        {
            // A slot may come free in the instant of the cancellation.
            either.Token.ThrowIfCancellationRequested();
            ThrowIfFailed();
            if (keep)
                queue?.Add(reports);
        }
        catch
        {
            slots.Release();
            throw;
        }

        return Take(reports);
    }

    private SentBatch Take(IReadOnlyList<Report> reports)
    {
        var batch = new SentBatch(reports);
        lock (taken)
        {
            if (!ended)
            {
                if (taken.Count == 0)
                    Interlocked.Exchange(ref lastReceipt, time.GetTimestamp());
                taken.Add(batch);
                window.Add(Parcel.Of(batch)); // In the lock: the client may end in the next instant.
                return batch;
            }
        }

        End(batch); // The client ended between the check and the add.
        return batch;
    }

    // What the server would end the stream for must never reach it: every reconnection would send it again.
    private static void RefuseUnsendable(IReadOnlyList<Report> reports)
    {
        if (reports.Count is < 1 or > FieldClientOptions.MaxReportsPerBatch)
            throw new ArgumentException($"A batch holds 1 to {FieldClientOptions.MaxReportsPerBatch} reports, not {reports.Count}", nameof(reports));
        var bytes = 0;
        foreach (var report in reports)
        {
            var size = report.CalculateSize();
            if (size > FieldClientOptions.MaxReportBytes)
                throw new ArgumentException($"Report {report.ReportId} has {size} bytes and at most {FieldClientOptions.MaxReportBytes}", nameof(reports));
            bytes += size;
        }

        if (bytes > FieldClientOptions.MaxBatchBytes)
            throw new ArgumentException($"The batch has {bytes} bytes and at most {FieldClientOptions.MaxBatchBytes}", nameof(reports));
    }

    private void ThrowIfFailed()
    {
        if (failure is { } known)
            throw new FieldServiceException(known.Fault, known.Message, known);
    }
}

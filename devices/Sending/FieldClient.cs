using RealtimeGov.Devices.Connection;
using RealtimeGov.Devices.Waiting;
using RealtimeGov.Protos;

namespace RealtimeGov.Devices.Sending;

/// <summary>
/// Sends reports over one StreamReports call with a window of unacknowledged batches, opens a new one when it breaks
/// and sends again what has no receipt, so that every report it took ends with exactly one receipt other than RETRY.
/// Sending again is safe: the server counts a report id once. Safe for use from many threads.
/// </summary>
public sealed partial class FieldClient : IAsyncDisposable
{
    private readonly IFieldService service;
    private readonly FieldClientOptions options;
    private readonly Outbox? outbox;
    private readonly TimeProvider time;
    private readonly SendWindow window = new();
    private readonly SemaphoreSlim slots;
    private readonly Backoff backoff;
    private readonly CancellationTokenSource stop = new();
    private readonly Task running;
    private FieldServiceException? failure;

    /// <param name="service">Where to send; the client disposes it.</param>
    /// <param name="options">Null takes the defaults.</param>
    /// <param name="outbox">Where reports wait durably from offer to receipt; null keeps them in memory only. Not disposed.</param>
    /// <param name="time">The device's clock and timers.</param>
    public FieldClient(IFieldService service, FieldClientOptions? options = null, Outbox? outbox = null, TimeProvider? time = null)
    {
        this.service = service;
        this.options = (options ?? new FieldClientOptions()).Checked();
        this.outbox = outbox;
        this.time = time ?? TimeProvider.System;
        slots = new SemaphoreSlim(this.options.Window);
        backoff = new Backoff(this.options.ShortestBackoff, this.options.LongestBackoff, Random.Shared.NextDouble);
        running = Task.Run(() => RunAsync(stop.Token));
    }

    /// <summary>Raised, from the client's own task, when the line goes down or comes up.</summary>
    public event Action<LinkChange>? LinkChanged;

    /// <summary>A client over gRPC. The address is http://HOST:PORT (HTTP/2 without TLS) or https://HOST:PORT.</summary>
    public static FieldClient Connect(Uri server, string? token, FieldClientOptions? options = null, Outbox? outbox = null, TimeProvider? time = null) =>
        new(new RpcFieldService(server, token), options, outbox, time);

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
    /// Takes a batch of 1 to 500 reports: waits while the window is full, keeps them in the outbox, flushed to disk,
    /// and returns; <see cref="SentBatch.Receipts"/> completes later. Batches offered one after another are sent in order.
    /// </summary>
    /// <exception cref="OutboxFullException">The outbox cannot hold them; nothing was kept or sent.</exception>
    /// <exception cref="FieldServiceException">The server has refused this device, or the client gave up.</exception>
    public Task<SentBatch> OfferAsync(IReadOnlyList<Report> reports, CancellationToken cancellation = default) =>
        OfferAsync(reports, keep: true, cancellation);

    /// <summary>
    /// Sends what the outbox holds, in the order in which it was kept; call it before new offers.
    /// Each receipt is handed to <paramref name="received"/> in order. Returns how many reports got theirs.
    /// </summary>
    public async Task<int> SendWaitingAsync(Action<Report, ReportReceipt>? received = null, CancellationToken cancellation = default)
    {
        if (outbox is null)
            return 0;
        var sent = 0;
        foreach (var chunk in outbox.Waiting().Chunk(ResendBatch))
        {
            var batch = await OfferAsync(chunk, keep: false, cancellation);
            var receipts = await batch.Receipts.WaitAsync(cancellation);
            for (var at = 0; at < chunk.Length; at++)
                received?.Invoke(chunk[at], receipts[at]);
            sent += chunk.Length;
        }

        return sent;
    }

    /// <summary>Ends the stream at once. What has no receipt is cancelled for its callers and stays in the outbox.</summary>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running;
        await service.DisposeAsync();
    }

    private async Task<SentBatch> OfferAsync(IReadOnlyList<Report> reports, bool keep, CancellationToken cancellation)
    {
        RefuseUnsendable(reports);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, stop.Token);
        await slots.WaitAsync(either.Token);
        try
        {
            // A slot may come free in the instant of the cancellation.
            either.Token.ThrowIfCancellationRequested();
            ThrowIfFailed();
            if (keep)
                outbox?.Append(reports);
        }
        catch
        {
            slots.Release();
            throw;
        }

        var batch = new SentBatch(reports);
        if (!window.TryAdd(batch))
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

    /// <summary>Batch size when the outbox is sent again: small, because the line was bad a moment ago.</summary>
    private const int ResendBatch = 8;

    private void ThrowIfFailed()
    {
        if (failure is { } known)
            throw new FieldServiceException(known.Fault, known.Message, known);
    }
}

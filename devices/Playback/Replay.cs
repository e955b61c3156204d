using System.Threading.Channels;
using RealtimeGov.Devices.Connection;
using RealtimeGov.Devices.Import;
using RealtimeGov.Devices.Transport;

namespace RealtimeGov.Devices.Playback;

/// <summary>
/// Sends a file's rows through a client and keeps count. The file itself is where unacknowledged rows wait, and the
/// resume file says from where: a row counts as done when it and all rows before it have their receipt.
/// </summary>
public sealed class Replay(ImportFile file, ImportScan scan, ResumeFile resume, ResumePoint beginning, ReplayOptions options, TimeProvider time)
{
    /// <summary>How often the resume file is written at most.</summary>
    private static readonly TimeSpan ResumeEvery = TimeSpan.FromSeconds(1);

    private readonly ReplayOptions options = options.Checked();
    private long done;
    private long offered;
    private long savedAt;

    /// <summary>
    /// Runs to the end, to <paramref name="stop"/>, or until the client fails; rows that have their receipt are never
    /// lost from the count. A finished replay deletes its resume file, an unfinished one leaves it behind.
    /// </summary>
    /// <param name="progress">Called after every batch with the rows done, those of earlier runs included.</param>
    public async Task<ReplayResult> RunAsync(FieldClient client, Action<long>? progress, CancellationToken stop)
    {
        done = resume.RowsDone(beginning);
        var from = done;
        var started = time.GetTimestamp();
        savedAt = started;
        var tally = new ReplayTally();
        // As many as the client takes: it waits first.
        var sent = Channel.CreateBounded<(SentBatch Batch, List<ImportRow> Rows)>(FieldClientOptions.MaxWindow);
        using var halt = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var grace = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        await using var onStop = stop.Register(() => grace.CancelAfter(options.StopGrace));
        FieldServiceException?[] failures = [];
        try
        {
            failures = await Task.WhenAll(
                SendAsync(client, from, sent.Writer, halt.Token),
                CountAsync(sent.Reader, tally, progress, halt, grace.Token));
        }
        finally
        {
            if (done == scan.Rows)
                resume.Delete();
            else if (done > 0)
                resume.Write(beginning with { Rows = done });
        }

        var failure = failures[1] ?? failures[0];
        return new ReplayResult(tally, from, done, offered - tally.Rows, done == scan.Rows, failure, time.GetElapsedTime(started));
    }

    private async Task<FieldServiceException?> SendAsync(
        FieldClient client, long from, ChannelWriter<(SentBatch, List<ImportRow>)> sent, CancellationToken halt)
    {
        try
        {
            var rows = scan.ByTime is { } order ? file.RowsAt(order.Skip((int)from)) : file.Rows(from);
            var pace = options.Speed is { } speed ? new Pace(speed, time) : null;
            await foreach (var batch in RowBatches.Of(rows, options.Batch, pace, halt))
            {
                var taken = await client.OfferAsync([.. batch.Select(row => row.Report)], halt);
                offered += batch.Count;
                // A batch that was taken is counted even when the stop has come meanwhile.
                if (!sent.TryWrite((taken, batch)))
                    await sent.WriteAsync((taken, batch), halt);
            }

            return null;
        }
        catch (OperationCanceledException) when (halt.IsCancellationRequested)
        {
            return null;
        }
        catch (FieldServiceException error)
        {
            return error;
        }
        finally
        {
            sent.Complete();
        }
    }

    private async Task<FieldServiceException?> CountAsync(
        ChannelReader<(SentBatch, List<ImportRow>)> sent, ReplayTally tally, Action<long>? progress, CancellationTokenSource halt, CancellationToken grace)
    {
        try
        {
            await foreach (var (batch, rows) in sent.ReadAllAsync(grace))
            {
                var receipts = await batch.Receipts.WaitAsync(grace);
                for (var at = 0; at < receipts.Count; at++)
                    tally.Add(rows[at].Row, receipts[at]);
                tally.AddRetried(batch.Retried);
                done += rows.Count;
                SaveNowAndThen();
                progress?.Invoke(done);
            }

            return null;
        }
        catch (OperationCanceledException) when (grace.IsCancellationRequested)
        {
            return null;
        }
        catch (FieldServiceException error)
        {
            return error;
        }
        finally
        {
            // Nobody takes from the channel any more: the sender must not wait for room in it.
            await halt.CancelAsync();
        }
    }

    private void SaveNowAndThen()
    {
        if (time.GetElapsedTime(savedAt) < ResumeEvery)
            return;
        resume.Write(beginning with { Rows = done });
        savedAt = time.GetTimestamp();
    }
}

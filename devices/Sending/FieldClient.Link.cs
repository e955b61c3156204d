using RealtimeGov.Devices.Connection;

namespace RealtimeGov.Devices.Sending;

// The loop that keeps a stream open while there is something to send.
public sealed partial class FieldClient
{
    private async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                await window.WaitAsync(cancellation);
                await KeepSendingAsync(cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Disposed.
        }
        catch (FieldServiceException error)
        {
            failure = error;
        }
        catch (Exception error)
        {
            failure = new FieldServiceException(FieldFault.Refused, error.Message, error);
        }
        finally
        {
            EndAll();
        }
    }

    // From the first thing to send to the next time a stream ends with nothing left; gives up after options.GiveUpAfter.
    private async Task KeepSendingAsync(CancellationToken cancellation)
    {
        var lastProgress = time.GetTimestamp();
        while (true)
        {
            string reason;
            var pump = new StreamPump(window, options, time, Settled);
            try
            {
                await pump.RunAsync(service, cancellation);
                reason = "the server ended the stream";
            }
            catch (FieldServiceException error) when (error.IsTransient)
            {
                reason = error.Message;
            }

            if (pump.OwingSince is { } since)
                lastProgress = since;
            if (window.Count == 0)
                return;
            var quiet = time.GetElapsedTime(lastProgress);
            if (options.GiveUpAfter != Timeout.InfiniteTimeSpan && quiet >= options.GiveUpAfter)
                throw new FieldServiceException(FieldFault.Unavailable, $"No acknowledgement for {quiet.TotalSeconds:0} s: {reason}");
            var wait = backoff.Next();
            if (options.GiveUpAfter != Timeout.InfiniteTimeSpan && wait > options.GiveUpAfter - quiet)
                wait = options.GiveUpAfter - quiet;
            LinkChanged?.Invoke(new LinkChange(LinkState.Down, reason, wait));
            await Task.Delay(wait, time, cancellation);
        }
    }

    // Called by the pump for every acknowledgement, in order.
    private void Settled(SentBatch batch, IReadOnlyList<Protos.Report> settled, bool firstOfStream)
    {
        if (firstOfStream)
        {
            backoff.Reset();
            LinkChanged?.Invoke(new LinkChange(LinkState.Up, "", TimeSpan.Zero));
        }

        outbox?.Remove(settled);
        if (!batch.IsSettled)
            return;
        window.Remove(batch);
        slots.Release();
        batch.Complete();
    }

    private void EndAll()
    {
        foreach (var batch in window.Close())
            End(batch);
    }

    private void End(SentBatch batch)
    {
        if (failure is { } error)
            batch.Fail(new FieldServiceException(error.Fault, error.Message, error));
        else
            batch.Cancel();
        slots.Release();
    }
}

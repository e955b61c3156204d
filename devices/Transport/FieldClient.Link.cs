using RealtimeGov.Devices.Connection;

namespace RealtimeGov.Devices.Transport;

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
        while (true)
        {
            string reason;
            var pump = new StreamPump(window, options, time, Acknowledged, () => queue?.ReadClock());
            try
            {
                await pump.RunAsync(service, cancellation);
                reason = "the server ended the stream";
            }
            catch (FieldServiceException error) when (error.IsTransient)
            {
                reason = error.Message;
            }
            catch (FieldServiceException error) when (error.Fault == FieldFault.Unreadable && pump.OldestInFlight is { } unread)
            {
                Isolate(unread.Sequence, unread.Parcel, error);
                if (window.Count == 0)
                    return;
                continue; // The line is well: it is our words that were not.
            }

            if (NothingWaits())
                return;
            var quiet = QuietFor(reason);
            if (window.Count == 0)
                return; // What waits was answered RETRY: its time has not come.
            var wait = backoff.Next();
            if (options.GiveUpAfter != Timeout.InfiniteTimeSpan && wait > options.GiveUpAfter - quiet)
                wait = options.GiveUpAfter - quiet;
            LinkChanged?.Invoke(new LinkChange(LinkState.Down, reason, wait));
            await Task.Delay(wait, time, cancellation);
        }
    }

    // How long something has waited without a receipt; too long ends the client.
    private TimeSpan QuietFor(string reason)
    {
        var quiet = time.GetElapsedTime(Interlocked.Read(ref lastReceipt));
        if (IsTooLong(quiet))
            throw new FieldServiceException(FieldFault.Unavailable, $"No receipt for {options.GiveUpAfter.TotalSeconds:0.###} s: {reason}");
        return quiet;
    }

    private bool IsTooLong(TimeSpan quiet) => options.GiveUpAfter != Timeout.InfiniteTimeSpan && quiet >= options.GiveUpAfter;

    private bool NothingWaits()
    {
        lock (taken)
            return taken.Count == 0;
    }
}

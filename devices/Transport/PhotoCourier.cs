using RealtimeGov.Devices.Connection;
using RealtimeGov.Devices.Queue;

namespace RealtimeGov.Devices.Transport;

/// <summary>
/// Brings the queue's photos to the server, those of the oldest report first, one at a time. A broken upload goes on
/// from what the server holds, after a wait with full jitter that any progress sets back.
/// </summary>
internal sealed class PhotoCourier(
    ReportQueue queue, IPhotoUplink uplink, FieldClientOptions options, TimeProvider time, Action<PhotoChange> changed)
{
    private readonly Backoff backoff = new(options.ShortestBackoff, options.LongestBackoff, Random.Shared.NextDouble);
    private long lastProgress;

    /// <summary>Why a photo is left out whose copy is gone from the device.</summary>
    internal const string LostReason = "photo_lost";

    /// <summary>Returns when no photo waits.</summary>
    /// <exception cref="FieldServiceException">The server refuses this device, or nothing moved for options.GiveUpAfter.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        lastProgress = time.GetTimestamp();
        while (queue.NextPhoto() is { } photo)
        {
            try
            {
                await BringAsync(photo, cancellation);
                queue.PhotoHeld(photo.PhotoId);
                Moved();
                changed(new PhotoChange(photo, photo.Bytes, PhotoStep.Held, ""));
            }
            catch (FieldServiceException error) when (error.IsTransient)
            {
                await WaitAsync(photo, error.Message, cancellation);
            }
            catch (FieldServiceException error) when (error.Fault == FieldFault.Unreadable)
            {
                LeaveOut(photo, error.Message.Split(':')[0]);
            }
            catch (FileNotFoundException)
            {
                LeaveOut(photo, LostReason); // Somebody deleted the copy: its report must not wait for ever.
            }
        }
    }

    private async Task BringAsync(QueuedPhoto photo, CancellationToken cancellation)
    {
        var holding = await uplink.HoldingAsync(photo.PhotoId, photo.Bytes, cancellation);
        if (holding.IsComplete)
            return;
        await using var content = queue.OpenPhoto(photo.PhotoId);
        content.Position = holding.Bytes;
        await uplink.UploadAsync(new QueuedPart(photo.PhotoId, photo.Bytes, holding.Bytes), content, sent =>
        {
            Moved();
            changed(new PhotoChange(photo, sent, PhotoStep.Moving, ""));
        }, cancellation);
    }

    // A photo that can never arrive does not keep what a person saw from being reported.
    private void LeaveOut(QueuedPhoto photo, string why)
    {
        queue.PhotoRefused(photo.PhotoId, why);
        Moved();
        changed(new PhotoChange(photo, photo.Bytes, PhotoStep.Refused, why));
    }

    private void Moved()
    {
        lastProgress = time.GetTimestamp();
        backoff.Reset();
    }

    private async Task WaitAsync(QueuedPhoto photo, string reason, CancellationToken cancellation)
    {
        var quiet = time.GetElapsedTime(lastProgress);
        if (options.GiveUpAfter != Timeout.InfiniteTimeSpan && quiet >= options.GiveUpAfter)
            throw new FieldServiceException(FieldFault.Unavailable, $"No photo arrived for {options.GiveUpAfter.TotalSeconds:0.###} s: {reason}");
        var wait = backoff.Next();
        if (options.GiveUpAfter != Timeout.InfiniteTimeSpan && wait > options.GiveUpAfter - quiet)
            wait = options.GiveUpAfter - quiet;
        changed(new PhotoChange(photo, 0, PhotoStep.Delayed, reason) { NextAttemptIn = wait });
        await Task.Delay(wait, time, cancellation);
    }
}

using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RealtimeGov.Gateway.Photos.Storage;
using RealtimeGov.Grains;

namespace RealtimeGov.Gateway.Photos.Retention;

/// <summary>Runs the collector every hour, and every minute for what was erased; one round of each at a time.</summary>
internal sealed class CollectorClock(
    PhotoCollector collector, RecordedPhotos photos, IncomingPhotos incoming, TimeProvider time, ILogger<CollectorClock> log) : IHostedService, IDisposable
{
    /// <summary>After the start, when devices have had the time to reconnect and say what they hold.</summary>
    public static readonly TimeSpan FirstAfter = TimeSpan.FromMinutes(10);

    public static readonly TimeSpan Every = TimeSpan.FromHours(1);

    public static readonly TimeSpan ErasedEvery = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource stopping = new();
    private readonly Lock gate = new();
    private Task round = Task.CompletedTask;
    private Task erasedRound = Task.CompletedTask;
    private ITimer? timer;
    private ITimer? erasedTimer;

    /// <summary>The round under way, or the last one; it does not fail.</summary>
    public Task LastRound
    {
        get
        {
            lock (gate) return round;
        }
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await RestoreAll();
        incoming.Clean();
        timer = time.CreateTimer(_ => Tick(ref round, collector.Collect), null, FirstAfter, Every);
        erasedTimer = time.CreateTimer(_ => Tick(ref erasedRound, collector.CollectErased), null, ErasedEvery, ErasedEvery);
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        timer?.Dispose();
        erasedTimer?.Dispose();
        stopping.Cancel();
        lock (gate) return Task.WhenAll(round, erasedRound);
    }

    public void Dispose()
    {
        timer?.Dispose();
        erasedTimer?.Dispose();
        stopping.Dispose();
    }

    // A record that cannot be written says that the photo leaves: whoever asks for it sends it again.
    private async Task RestoreAll()
    {
        foreach (var id in photos.Files.LeftAside())
        {
            try
            {
                await photos.Restore(id);
            }
            catch (NotDurableException error)
            {
                PhotoLog.CollectingFailed(log, error);
            }
        }
    }

    // A round that takes longer than an hour makes the next one skip, not overlap.
    private void Tick(ref Task round, Func<CancellationToken, Task<int>> collect)
    {
        lock (gate)
            if (round.IsCompleted) round = Task.Run(() => Round(collect));
    }

    private async Task Round(Func<CancellationToken, Task<int>> collect)
    {
        try
        {
            await collect(stopping.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The next start goes on.
        }
        catch (Exception error)
        {
            PhotoLog.CollectingFailed(log, error);
        }
    }
}

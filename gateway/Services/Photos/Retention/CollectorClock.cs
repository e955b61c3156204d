using Microsoft.Extensions.Logging;
using RealtimeGov.Gateway.Photos.Storage;
using RealtimeGov.Grains;

namespace RealtimeGov.Gateway.Photos.Retention;

/// <summary>Runs the collector every hour; the first time when devices have reconnected and said what they hold.</summary>
internal sealed class CollectorClock(
    PhotoCollector collector, RecordedPhotos photos, IncomingPhotos incoming, TimeProvider time, ILogger<CollectorClock> log) : RoundService(time, FirstAfter, Every)
{
    public static readonly TimeSpan FirstAfter = TimeSpan.FromMinutes(10);

    public static readonly TimeSpan Every = TimeSpan.FromHours(1);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await RestoreAll();
        incoming.Clean();
        await base.StartAsync(cancellationToken);
    }

    protected override Task Round(CancellationToken cancellation) => collector.Collect(cancellation);

    protected override void Failed(Exception error) => PhotoLog.CollectingFailed(log, error);

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
}

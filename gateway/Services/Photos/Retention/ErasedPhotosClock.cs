using Microsoft.Extensions.Logging;

namespace RealtimeGov.Gateway.Photos.Retention;

/// <summary>Runs the collector every minute for what was erased.</summary>
internal sealed class ErasedPhotosClock(PhotoCollector collector, TimeProvider time, ILogger<ErasedPhotosClock> log) : RoundService(time, Every, Every)
{
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    protected override Task Round(CancellationToken cancellation) => collector.CollectErased(cancellation);

    protected override void Failed(Exception error) => PhotoLog.CollectingFailed(log, error);
}

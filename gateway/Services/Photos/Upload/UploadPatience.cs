namespace RealtimeGov.Gateway.Photos.Upload;

/// <summary>How long an upload may hold its place: it ends when nothing comes for a while, and in any case after its time.</summary>
internal sealed class UploadPatience : IDisposable
{
    /// <summary>Without a message: a field's network gives 256 kB in less, or has gone.</summary>
    public static readonly TimeSpan SilenceMax = TimeSpan.FromSeconds(30);

    /// <summary>In all: 10 MB at 17 kB/s. Who is slower goes on with a second call.</summary>
    public static readonly TimeSpan LastsMax = TimeSpan.FromMinutes(10);

    private readonly CancellationTokenSource silence;
    private readonly CancellationTokenSource end;
    private readonly CancellationTokenSource any;

    public UploadPatience(TimeProvider time, CancellationToken call)
    {
        silence = new CancellationTokenSource(SilenceMax, time);
        end = new CancellationTokenSource(LastsMax, time);
        any = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, end.Token, call);
    }

    /// <summary>Signalled by the call's own end too.</summary>
    public CancellationToken Token => any.Token;

    public bool IsOver => silence.IsCancellationRequested || end.IsCancellationRequested;

    /// <summary>A message came.</summary>
    public void Renew() => silence.CancelAfter(SilenceMax);

    /// <summary>All messages have come: what is waited for from here on is our own work.</summary>
    public void AllCame() => silence.CancelAfter(Timeout.InfiniteTimeSpan);

    public void Dispose()
    {
        any.Dispose();
        silence.Dispose();
        end.Dispose();
    }
}

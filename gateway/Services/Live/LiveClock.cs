using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace RealtimeGov.Gateway.Live;

/// <summary>
/// The one clock behind the wall: every second it renews, rolls days, drops screens that stopped reading; every two it
/// beats. Days are compared instead of midnights computed, so neither a set clock nor a missing hour can skip one.
/// </summary>
internal sealed class LiveClock(RegionWatches watches, DeskWatches desks, Screens screens, TimeProvider time, ILogger<LiveClock> log) : IHostedService, IDisposable
{
    public static readonly TimeSpan TickEvery = TimeSpan.FromSeconds(1);

    public const int TicksPerBeat = 2;

    private ITimer? timer;
    private int ticking;
    private long ticks;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        timer = time.CreateTimer(_ => Tick(), null, TickEvery, TickEvery);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose() => timer?.Dispose();

    private void Tick()
    {
        // A tick that takes longer than a second makes the next one skip, not overlap.
        if (Interlocked.Exchange(ref ticking, 1) == 1) return;
        try
        {
            watches.Tick();
            desks.Tick();
            screens.DropStalled();
            if (++ticks % TicksPerBeat == 0) screens.Beat();
        }
        catch (Exception error)
        {
            LiveLog.TickFailed(log, error);
        }
        finally
        {
            Volatile.Write(ref ticking, 0);
        }
    }
}

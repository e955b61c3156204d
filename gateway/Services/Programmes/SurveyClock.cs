using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace RealtimeGov.Gateway.Programmes;

/// <summary>Has the keeper of surveys look every hour, one round at a time.</summary>
internal sealed class SurveyClock(SurveyKeeper keeper, TimeProvider time, ILogger<SurveyClock> log) : IHostedService, IDisposable
{
    /// <summary>After the start, when silos have answered for a while.</summary>
    public static readonly TimeSpan FirstAfter = TimeSpan.FromMinutes(5);

    public static readonly TimeSpan Every = TimeSpan.FromHours(1);

    private readonly CancellationTokenSource stopping = new();
    private readonly Lock gate = new();
    private Task round = Task.CompletedTask;
    private ITimer? timer;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        timer = time.CreateTimer(_ => Tick(), null, FirstAfter, Every);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        timer?.Dispose();
        stopping.Cancel();
        lock (gate) return round;
    }

    public void Dispose()
    {
        timer?.Dispose();
        stopping.Dispose();
    }

    // A round that takes longer than an hour makes the next one skip, not overlap.
    private void Tick()
    {
        lock (gate)
            if (round.IsCompleted && !stopping.IsCancellationRequested) round = Task.Run(Round);
    }

    private async Task Round()
    {
        try
        {
            await keeper.Round(stopping.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The next start goes on.
        }
        catch (Exception error)
        {
            ProgrammeLog.KeepingFailed(log, error); // the next hour tries again
        }
    }
}

using Microsoft.Extensions.Hosting;

namespace RealtimeGov.Gateway;

/// <summary>Does something again and again, one round at a time: one that takes longer than its time makes the next one skip, not overlap.</summary>
/// <param name="first">Before the first round.</param>
internal abstract class RoundService(TimeProvider time, TimeSpan first, TimeSpan every) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly Lock gate = new();
    private Task round = Task.CompletedTask;
    private ITimer? timer;

    /// <summary>The round under way, or the last one; it does not fail.</summary>
    public Task LastRound
    {
        get { lock (gate) return round; }
    }

    public virtual Task StartAsync(CancellationToken cancellationToken)
    {
        timer = time.CreateTimer(_ => Tick(), null, first, every);
        return Task.CompletedTask;
    }

    /// <summary>Ends when the round that runs has.</summary>
    public virtual Task StopAsync(CancellationToken cancellationToken)
    {
        End();
        return LastRound;
    }

    // A server whose start failed is disposed of without being stopped; and the container disposes of it under each of its services.
    public virtual void Dispose()
    {
        End();
        stopping.Dispose();
    }

    protected abstract Task Round(CancellationToken cancellation);

    /// <summary>A round failed; the next one tries again.</summary>
    protected abstract void Failed(Exception error);

    private void End()
    {
        timer?.Dispose();
        if (!stopping.IsCancellationRequested) stopping.Cancel();
    }

    private void Tick()
    {
        lock (gate)
            if (round.IsCompleted && !stopping.IsCancellationRequested) round = Task.Run(Guarded);
    }

    private async Task Guarded()
    {
        try
        {
            await Round(stopping.Token);
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            // The next start goes on.
        }
        catch (Exception error)
        {
            Failed(error);
        }
    }
}

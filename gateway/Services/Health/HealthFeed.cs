using Microsoft.Extensions.Hosting;
using RealtimeGov.Grains.Contracts;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Rpc.Health;

namespace RealtimeGov.Gateway.Health;

/// <summary>
/// Writes what `/readyz` would say on the board of gRPC's health service, so that any number of probes and watchers cost
/// the store one question a second. When the server begins to stop the board says NOT_SERVING, for good.
/// </summary>
public sealed class HealthFeed(
    HealthBoard board, IReadModel readModel, ITownDirectory directory, EngineReach engine, TimeProvider time, IHostApplicationLifetime lifetime) : BackgroundService
{
    /// <summary>How old the board may be, beside the time that the store and the silos take to answer.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStopping.Register(board.Stop);
        // The first answer is there before the first probe.
        await Look(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await Look(stoppingToken);
    }

    private async Task Look(CancellationToken aborted) =>
        board.SetAll(await HealthEndpoints.WhyNotReady(readModel, directory, engine, time, aborted) is null);
}

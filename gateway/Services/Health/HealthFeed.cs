using Grpc.HealthCheck;
using Microsoft.Extensions.Hosting;
using RealtimeGov.Gateway.Field;
using RealtimeGov.Gateway.Grpc;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Journal.Stores;
using RealtimeGov.Protos;
using static Grpc.Health.V1.HealthCheckResponse.Types;
using RealtimeGov.Grains.TownSettings;

namespace RealtimeGov.Gateway.Health;

/// <summary>
/// Tells gRPC's health service what `/readyz` would say, so that any number of probes and watchers cost the store one
/// question a second. When the server begins to stop it says NOT_SERVING, for good.
/// </summary>
public sealed class HealthFeed(
    HealthServiceImpl health, IReadModel readModel, ITownDirectory directory, EngineReach engine, StoreHealth store, ServerClock clock, TimeProvider time, CallShutdown shutdown) : BackgroundService
{
    /// <summary>How old the status may be, beside the time that the store and the silos take to answer.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    /// <summary>The server as a whole, and its services.</summary>
    private static readonly string[] Names =
        ["", FieldReflection.Descriptor.Services[0].FullName, AdminReflection.Descriptor.Services[0].FullName];

    private readonly Lock writing = new();
    private bool stopped;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        shutdown.Stopping.Register(Stop);
        // The first answer is there before the first probe.
        await Look(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await Look(stoppingToken);
    }

    private async Task Look(CancellationToken aborted)
    {
        var ready = await HealthEndpoints.WhyNotReady(readModel, directory, engine, store, clock, time, aborted) is null;
        lock (writing)
            if (!stopped) Write(ready ? ServingStatus.Serving : ServingStatus.NotServing);
    }

    private void Stop()
    {
        lock (writing)
        {
            stopped = true;
            Write(ServingStatus.NotServing);
        }
    }

    private void Write(ServingStatus status)
    {
        foreach (var name in Names) health.SetStatus(name, status);
    }
}

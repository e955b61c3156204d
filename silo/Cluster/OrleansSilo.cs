using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;
using RealtimeGov.Grains.Contracts;
using RealtimeGov.Grains.Placement;
using RealtimeGov.Grains.Shell;
using RealtimeGov.Cluster.Calls;
using RealtimeGov.Cluster.Grains;
using RealtimeGov.Cluster.Placement;
using RealtimeGov.Journal.Stores;

namespace RealtimeGov.Cluster;

/// <summary>One silo of a cluster, in this process.</summary>
public sealed class OrleansSilo : IAsyncDisposable
{
    private readonly IHost host;
    private readonly SiloContext seat;
    private readonly SiloLife life;
    private readonly Task<string> lost;

    /// <summary>Orleans' own clock, which says when silos were last alive; that of the grains may be set.</summary>
    private static TimeProvider Background => TimeProvider.System;

    private OrleansSilo(IHost host, SiloContext seat, ILoggerFactory loggers)
    {
        (this.host, this.seat) = (host, seat);
        lost = host.Services.GetRequiredService<FatalErrors>().Happened;
        life = new SiloLife(seat, loggers.CreateLogger<OrleansSilo>());
    }

    public string Name => seat.Silo.Name;

    /// <summary>The way to every grain of the cluster through this silo, for the gateway of the same process.</summary>
    internal IGrainFactory Grains => host.Services.GetRequiredService<IGrainFactory>();

    internal PlacementView View => seat.View;

    /// <summary>Complete when the cluster goes on without this silo, which it took for dead; says why. <see cref="Crash"/> it then.</summary>
    public Task<string> Lost => lost;

    /// <summary>Actors in memory here.</summary>
    public int Awake => seat.ActivationRegistry.Count;

    /// <summary>Where everything runs, as this silo knows it.</summary>
    public IPlacementView Placement => seat.View;

    /// <summary>Joins the cluster, and takes messages from then on.</summary>
    /// <param name="town">This process's own view of the town; it is read first.</param>
    /// <exception cref="ArgumentException">An option is out of its range; the message names it.</exception>
    /// <exception cref="ClusterStartException">The cluster does not take it.</exception>
    public static Task<OrleansSilo> Start(
        OrleansSiloOptions options, IJournal journal, ITownDirectory town, TimeProvider time, ILoggerFactory loggers) =>
        Start(options, journal, town, new GatewayObservers(), time, loggers);

    /// <param name="observers">The gateways of this process, which its silos call directly.</param>
    internal static async Task<OrleansSilo> Start(
        OrleansSiloOptions options, IJournal journal, ITownDirectory town, GatewayObservers observers, TimeProvider time, ILoggerFactory loggers)
    {
        options.Validate();
        var view = new PlacementView(journal.ActorsReadModel);
        await town.Refresh(CancellationToken.None);
        await view.Refresh(CancellationToken.None);
        var host = Build(options, journal, town, view, observers, time, loggers);
        var silo = new OrleansSilo(host, host.Services.GetRequiredService<SiloContext>(), loggers);
        using var joined = new CancellationTokenSource();
        var lookout = Task.CompletedTask;
        try
        {
            await SiloNames.Await(host.Services, options, Background);
            lookout = SilentSilos.PointOut(host.Services, Background, joined.Token);
            await host.StartAsync();
        }
        catch (Exception e)
        {
            await silo.seat.Close();
            host.Dispose();
            if (e is ClusterStartException) throw;
            throw new ClusterStartException($"silo {options.Name} could not join the cluster listed in {options.Directory.Of}: {e.Message}", e);
        }
        finally
        {
            await joined.CancelAsync();
            await lookout;
        }
        await silo.life.Begin();
        return silo;
    }

    /// <summary>True of a silo that lived and is dead.</summary>
    public bool IsDead(string silo) => seat.View.Current is { } map && map.IsKnown(silo) && !map.IsLive(silo);

    /// <summary>Ends as a crash would, for tests and benches: nothing more is written or told, nobody is handed over.</summary>
    public async Task Crash()
    {
        await seat.Abandon();
        await life.DisposeAsync();
        await host.StopAsync(new CancellationToken(canceled: true));
        host.Dispose();
    }

    internal bool Holds(ActorId id) => seat.ActivationRegistry.All.Any(grain => grain.Id == id);

    /// <summary>Has actors sleep that have nothing to do, however short a while. For tests.</summary>
    internal Task Lull() => host.Services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0)
        .ForceActivationCollection([host.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress], TimeSpan.Zero);

    /// <summary>Hands its actors over, lets what was decided become durable, then stops.</summary>
    public async ValueTask DisposeAsync()
    {
        await life.HandOver(host.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress, Background);
        await Stop();
    }

    /// <summary>Lets what was decided become durable, then stops; nobody is handed over, because the others stop too.</summary>
    internal async Task Stop()
    {
        await life.DisposeAsync();
        await host.StopAsync();
        await seat.Close(); // after the grains: they may still have decided
        host.Dispose();
    }

    private static IHost Build(
        OrleansSiloOptions options, IJournal journal, ITownDirectory town, PlacementView view, GatewayObservers observers, TimeProvider time, ILoggerFactory loggers)
    {
        // Empty: no settings file or environment variable changes what runs.
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.UseOrleans(silo =>
        {
            SiloSettings.Apply(silo, options);
            silo.AddPlacementDirector<LocatedPlacement, LocatedDirector>();
        });
        SiloSettings.LogTo(builder.Services, loggers);
        builder.Services.AddSingleton<FatalErrors>();
        builder.Services.Replace(ServiceDescriptor.Singleton<IFatalErrorHandler>(given => given.GetRequiredService<FatalErrors>()));
        builder.Services.AddSingleton(town).AddSingleton<IPlacementView>(view).AddSingleton<Members>();
        builder.Services.AddSingleton(given => new SiloContext(
            options, journal, town, view, given.GetRequiredService<Members>(), given.GetRequiredService<IGrainFactory>(), observers, time, loggers));
        return builder.Build();
    }
}

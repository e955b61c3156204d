using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;
using RealtimeGov.Grains;
using RealtimeGov.Grains.Messages;
using RealtimeGov.Grains.Placement;
using RealtimeGov.Grains.Silos;
using RealtimeGov.Grains.TownSettings;
using RealtimeGov.Cluster.Calls;
using RealtimeGov.Cluster.Placement;
using RealtimeGov.Journal.Commit;
using RealtimeGov.Journal.Outbox;
using RealtimeGov.Journal.Stores;

namespace RealtimeGov.Cluster;

/// <summary>One silo of a cluster, in this process.</summary>
public sealed class OrleansSilo : IAsyncDisposable
{
    private readonly IHost host;
    private readonly SiloContext silo;
    private readonly CancellationTokenSource stopping;
    private readonly SiloLife life;
    private readonly Task<string> lost;

    /// <summary>Orleans' own clock, which says when silos were last alive; that of the grains may be set.</summary>
    private static TimeProvider Background => TimeProvider.System;

    private OrleansSilo(IHost host, CancellationTokenSource stopping, ILoggerFactory loggers)
    {
        (this.host, this.stopping) = (host, stopping);
        silo = host.Services.GetRequiredService<SiloContext>();
        lost = host.Services.GetRequiredService<FatalErrors>().Happened;
        life = new SiloLife(silo, loggers.CreateLogger<OrleansSilo>());
    }

    public string Name => silo.Name;

    /// <summary>The way to every grain of the cluster through this silo, for the gateway of the same process.</summary>
    internal IGrainFactory Grains => host.Services.GetRequiredService<IGrainFactory>();

    internal PlacementView View => silo.Placement;

    /// <summary>Complete when the cluster goes on without this silo, which it took for dead; says why. <see cref="Crash"/> it then.</summary>
    public Task<string> Lost => lost;

    /// <summary>Grains in memory here.</summary>
    public int Awake => silo.Activations.Count;

    /// <summary>Where everything runs, as this silo knows it.</summary>
    public IPlacementView Placement => silo.Placement;

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
        var view = new PlacementView(journal.GrainsReadModel);
        await town.Refresh(CancellationToken.None);
        await view.Refresh(CancellationToken.None);
        var stopping = new CancellationTokenSource();
        var host = Build(options, journal, town, view, observers, stopping.Token, time, loggers);
        var silo = new OrleansSilo(host, stopping, loggers);
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
            await silo.Close();
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
    public bool IsDead(string name) => silo.Placement.Current is { } map && map.IsKnown(name) && !map.IsLive(name);

    /// <summary>Ends as a crash would, for tests and benches: nothing more is written or told, nobody is handed over.</summary>
    public async Task Crash()
    {
        await stopping.CancelAsync();
        await silo.Committer.Abandon();
        await life.DisposeAsync();
        await host.StopAsync(new CancellationToken(canceled: true));
        host.Dispose();
    }

    internal bool Holds(GrainId grain) => silo.Activations.All.Any(one => one.Id == grain);

    /// <summary>Has grains sleep that have nothing to do, however short a while. For tests.</summary>
    internal Task Lull() => host.Services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0)
        .ForceActivationCollection([host.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress], TimeSpan.Zero);

    /// <summary>Hands its grains over, lets what was decided become durable, then stops.</summary>
    public async ValueTask DisposeAsync()
    {
        await life.HandOver(host.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress, Background);
        await Stop();
    }

    /// <summary>Begins nothing more by itself, and takes no silo that stops for one that was lost.</summary>
    internal ValueTask Quiesce() => life.DisposeAsync();

    /// <summary>Lets what was decided become durable, then stops; nobody is handed over, because the others stop too.</summary>
    internal async Task Stop()
    {
        await life.DisposeAsync();
        await host.StopAsync();
        await Close(); // after the grains: they may still have decided
        host.Dispose();
    }

    private async Task Close()
    {
        await silo.Committer.DisposeAsync();
        await stopping.CancelAsync();
    }

    private static IHost Build(
        OrleansSiloOptions options, IJournal journal, ITownDirectory town, PlacementView view, GatewayObservers observers, CancellationToken stopping,
        TimeProvider time, ILoggerFactory loggers)
    {
        // Empty: no settings file or environment variable changes what runs.
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.UseOrleans(silo =>
        {
            SiloSettings.Apply(silo, options);
            silo.AddPlacementDirector<ByTownPlacement, TownPlacementDirector>();
        });
        SiloSettings.LogTo(builder.Services, loggers);
        builder.Services.AddSingleton<FatalErrors>();
        builder.Services.Replace(ServiceDescriptor.Singleton<IFatalErrorHandler>(given => given.GetRequiredService<FatalErrors>()));
        builder.Services.AddSingleton(town).AddSingleton<IPlacementView>(view).AddSingleton<Members>();
        builder.Services.AddSingleton(given => Context(options, journal, town, view, observers, stopping, time, loggers, given));
        return builder.Build();
    }

    private static SiloContext Context(
        OrleansSiloOptions options, IJournal journal, ITownDirectory town, PlacementView view, GatewayObservers observers, CancellationToken stopping,
        TimeProvider time, ILoggerFactory loggers, IServiceProvider given)
    {
        var grains = given.GetRequiredService<IGrainFactory>();
        return new SiloContext
        {
            Name = options.Name,
            Committer = new Committer(journal.OpenStore(options.Name), options.Committer, time, loggers.CreateLogger<Committer>()),
            Streams = journal.Streams,
            ReadModel = journal.GrainsReadModel,
            Town = town,
            Placement = view,
            Loads = new GridLoads(time),
            Carried = new CarriedStates(time),
            Grains = grains,
            Observers = new ObserverCalls(grains, observers, time),
            Members = given.GetRequiredService<Members>(),
            Silos = new AllSilos(() => grains, () => view.Current, time),
            Search = journal.Search,
            Outbox = new OutboxSender(journal.Outbox, message => Delivery.To(grains, message), time, loggers.CreateLogger<OutboxSender>(), stopping),
            Time = time,
            Logger = loggers.CreateLogger("RealtimeGov.Grains"),
            AcceptLateDays = options.AcceptLateDays,
            Stopping = stopping,
        };
    }
}

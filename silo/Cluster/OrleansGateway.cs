using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using RealtimeGov.Grains.Client;
using RealtimeGov.Grains.Placement;
using RealtimeGov.Grains.Regions;
using RealtimeGov.Grains.Silos;
using RealtimeGov.Grains.TownSettings;
using RealtimeGov.Domain.Placement;
using RealtimeGov.Cluster.Calls;
using RealtimeGov.Cluster.Placement;
using RealtimeGov.Journal.Queries;

namespace RealtimeGov.Cluster;

/// <summary>A gateway's way into a cluster: it runs no grains.</summary>
public sealed class OrleansGateway : IAsyncDisposable, ISiloLoads
{
    /// <summary>How late the gateway may be in knowing where everything runs. Calls do not need to know.</summary>
    public static readonly TimeSpan RefreshEvery = TimeSpan.FromSeconds(1);

    /// <summary>How long starting waits for silos that do not know the gateway yet; one may be dying.</summary>
    private static readonly TimeSpan HeardMax = TimeSpan.FromSeconds(5);

    /// <summary>The town is read once in so many rounds: it is larger, and what is registered here is known at once.</summary>
    private const int TownEvery = 5;

    private const string ProbeName = "probe";

    private readonly CancellationTokenSource stopping = new();
    private readonly GatewayObservers observers = new();
    private readonly IClusterClient client;
    private readonly SiloReports reports;
    private readonly IHost host;
    private readonly PlacementView view;
    private readonly AllSilos silos;
    private readonly Task refreshing;

    private OrleansGateway(IHost host, IReadModel readModel, ITownDirectory town, TimeProvider time)
    {
        this.host = host;
        client = host.Services.GetRequiredService<IClusterClient>();
        view = new PlacementView(readModel);
        silos = new AllSilos(() => client, () => view.Current, time);
        reports = new SiloReports(silos);
        Directory = new SharedTownDirectory(town, silos);
        Client = new TownClient(
            () => client, Directory, new CallPolicy(time, CallPolicy.AttemptMax), observers,
            defined: () => town.Refresh(CancellationToken.None), placed: Show);
        Placement = new TownPlacement(view, this, Client, Directory, readModel, time);
        refreshing = Refresh(client.GetGrain<IManagementGrain>(0), town, time);
    }

    public string Name => "orleans";

    public ITownClient Client { get; }

    /// <summary>This process's view of the town; refreshing it refreshes every silo's.</summary>
    public ITownDirectory Directory { get; }

    /// <inheritdoc cref="ProcessSilos.GrainFactory"/>
    public IGrainFactory GrainFactory => client;

    public ITownPlacement Placement { get; }

    /// <exception cref="ArgumentException">An option is out of its range; the message names it.</exception>
    /// <exception cref="ClusterStartException">No silo answers.</exception>
    public static async Task<OrleansGateway> Start(
        OrleansGatewayOptions options, IReadModel readModel, ITownDirectory town, TimeProvider time, ILoggerFactory loggers)
    {
        options.Validate();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        var began = time.GetTimestamp();
        builder.UseOrleansClient(client =>
        {
            options.Directory.ForGateways(client);
            client.Configure<ClusterOptions>(SiloSettings.Name);
            client.Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = CallPolicy.AttemptMax);
            client.Configure<GatewayOptions>(gateways => gateways.GatewayListRefreshPeriod = TimeSpan.FromSeconds(2));
            client.UseConnectionRetryFilter(async (_, cancellation) =>
            {
                await Task.Delay(TimeSpan.FromMilliseconds(250), time, cancellation);
                return time.GetElapsedTime(began) < options.FindMax;
            });
            SiloSettings.Serialise(client.Services);
        });
        SiloSettings.LogTo(builder.Services, loggers);
        var host = builder.Build();
        try
        {
            await host.StartAsync();
            await town.Refresh(CancellationToken.None);
        }
        catch (Exception e)
        {
            host.Dispose();
            throw new ClusterStartException(
                $"no silo answered within {options.FindMax.TotalSeconds:0} s; silos are listed in {options.Directory.Of}. Start a silo on the same database, then this gateway. ({e.Message})", e);
        }
        var gateway = new OrleansGateway(host, readModel, town, time);
        await gateway.IsHeard(time);
        return gateway;
    }

    public Task<TownLoads> Loads(CancellationToken cancellation) => reports.Loads(cancellation);

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await refreshing;
        await host.StopAsync();
        host.Dispose();
        stopping.Dispose();
    }

    /// <summary>Complete when the gateway knows of the silos that live. For tests.</summary>
    internal async Task Knows(int living)
    {
        var map = view.Current;
        while (map.Members.Count(member => member.IsLive) != living) map = await view.After(map, stopping.Token);
    }

    // Silos learn of a gateway one from another. Until they have, what they tell it is lost; a screen's watch would find
    // out five seconds later.
    private async Task IsHeard(TimeProvider time)
    {
        using var attached = observers.Attach(ProbeName, new Silent());
        var address = observers.AddressOf(ProbeName, client);
        for (var began = time.GetTimestamp(); time.GetElapsedTime(began) < HeardMax;)
        {
            var living = view.Current.Members.Count(member => member.IsLive);
            var heard = await silos.Ask(async silo => await silo.Reaches(address) ? address : throw new TimeoutException());
            if (living > 0 && heard.Count == living) return;
            await Task.Delay(TimeSpan.FromMilliseconds(50), time);
        }
    }

    // A change that is durable is no failure because it cannot be read just now.
    private async Task Show()
    {
        try { await view.Refresh(CancellationToken.None); }
        catch (Exception) { } // shown as it was until the store answers: in a second at most
    }

    private sealed class Silent : IGatewayObserver
    {
        public Task Push(Protos.DaySummary summary) => Task.CompletedTask;

        public Task Changed(Protos.DeskChanges changes) => Task.CompletedTask;
    }

    private async Task Refresh(IManagementGrain management, ITownDirectory town, TimeProvider time)
    {
        using var timer = new PeriodicTimer(RefreshEvery, time);
        var round = 0;
        try
        {
            do
            {
                try
                {
                    var hosts = await management.GetDetailedHosts(onlyActive: false);
                    Member[] members =
                    [
                        .. hosts.GroupBy(silo => silo.SiloName, StringComparer.Ordinal).OrderBy(named => named.Key, StringComparer.Ordinal)
                            .Select(named => new Member(named.Key, named.Any(silo => silo.Status == SiloStatus.Active))),
                    ];
                    if (!members.SequenceEqual(view.Current.Members)) view.Know(members);
                    await view.Refresh(stopping.Token);
                    if (++round % TownEvery == 0) await town.Refresh(stopping.Token); // what another gateway registered
                }
                // A call that was given up is cancelled too: only a stop ends this.
                catch (Exception) { } // shown as it was until the cluster or the store answers
            }
            while (await timer.WaitForNextTickAsync(stopping.Token));
        }
        catch (OperationCanceledException) { }
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Dashboard;
using Orleans.Hosting;
using Orleans.Serialization;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Serializers;
using RealtimeGov.Cluster.Messages;
using RealtimeGov.Grains;

namespace RealtimeGov.Cluster;

/// <summary>What this cluster asks of Orleans, and why where it is not its default.</summary>
internal static class SiloSettings
{
    /// <summary>Between silos: a grain that asks another tries again by itself.</summary>
    private static readonly TimeSpan ResponseMax = Calls.CallPolicy.HostedAttemptMax;

    /// <summary>Other silos' grains whose place a silo knows without asking: the busy ones of a large town.</summary>
    private const int GrainsCachedMax = 50_000;

    public static void Apply(ISiloBuilder silo, OrleansSiloOptions options)
    {
        options.Directory.ForSilos(silo);
        silo.ConfigureEndpoints(options.Address, options.SiloPort, options.GatewayPort);
        silo.Configure<SiloOptions>(named => named.SiloName = options.Name);
        silo.Configure<ClusterOptions>(Name);
        silo.Configure<ClusterMembershipOptions>(Membership);
        silo.Configure<SiloMessagingOptions>(messaging =>
        {
            messaging.ResponseTimeout = ResponseMax;
            messaging.MaxEnqueuedRequestsHardLimit = TownGrain.RequestsMax; // of a grain that moves
        });
        silo.Configure<GrainCollectionOptions>(collection =>
        {
            collection.CollectionAge = options.IdleBeforeSleep;
            collection.CollectionQuantum = TimeSpan.FromMinutes(1);
        });
#pragma warning disable ORLEANSEXP003 // the stable one forgets survivors' activations when a silo leaves: docs/decisions has the reasons
        silo.AddDistributedGrainDirectory();
#pragma warning restore ORLEANSEXP003
        // It would keep the names of a dead silo's grains from waking elsewhere for 30 s less the time of noticing, lest two
        // run at once. Here two may: the journal lets one of them decide.
        silo.Configure<GrainDirectoryOptions>(directory => directory.RangeLeaseDuration = TimeSpan.Zero);
        // Its room is made at once: for the default of a million grains that is 9 MB a silo, before anything is called.
        silo.Configure<GrainDirectoryOptions>(directory => directory.CacheSize = GrainsCachedMax);
        options.Records?.AddTo(silo);
        if (options.HasDashboard) silo.AddDashboard(dashboard => dashboard.HideTrace = true); // its stream of logs would be a second one
        if (options.HasTraces) silo.AddActivityPropagation();
        Serialise(silo.Services);
    }

    public static void Name(ClusterOptions cluster) => (cluster.ClusterId, cluster.ServiceId) = (ClusterDirectory.ClusterId, ClusterDirectory.ClusterId);

    public static void Serialise(IServiceCollection services)
    {
        services.AddSingleton<FrozenMessages>();
        services.AddSingleton<ISpecializableCodec>(given => given.GetRequiredService<FrozenMessages>());
        services.AddSingleton<ISpecializableCopier>(given => given.GetRequiredService<FrozenMessages>());
        services.AddSingleton<ITypeFilter>(given => given.GetRequiredService<FrozenMessages>());
        services.Configure<ExceptionSerializationOptions>(exceptions => exceptions.SupportedNamespacePrefixes.Add(nameof(RealtimeGov)));
    }

    public static void LogTo(IServiceCollection services, ILoggerFactory loggers) =>
        services.Replace(ServiceDescriptor.Singleton(loggers));

    // A killed silo is dead to the others after 4 to 8 s. One vote, or fewer probes, kills healthy silos on busy cores. The
    // longest probe counts twice: a silo that was heard on its connection within three of them is not voted out, however
    // many probes it missed, and one that stands still was heard until then.
    private static void Membership(ClusterMembershipOptions membership)
    {
        membership.ProbeTimeout = TimeSpan.FromSeconds(2);
        membership.MinProbeTimeout = TimeSpan.FromSeconds(1);
        membership.MaxProbeTimeout = TimeSpan.FromSeconds(3);
        membership.NumMissedProbesLimit = 3;
        membership.NumVotesForDeathDeclaration = 2;
        membership.TableRefreshTimeout = TimeSpan.FromSeconds(5);
        membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
    }
}

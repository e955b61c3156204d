using Orleans;
using RealtimeGov.Cluster;
using RealtimeGov.Cluster.Security;
using RealtimeGov.Cluster.Storage;
using RealtimeGov.Gateway.Health;
using RealtimeGov.Journal.Postgres;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Journal.Stores;
using RealtimeGov.Grains.Client;
using RealtimeGov.Grains.Placement;
using RealtimeGov.Grains.TownSettings;

namespace RealtimeGov.Gateway.Host.Runtime;

/// <summary>
/// A gateway of a cluster: grains run in silos of other processes, which it finds through the town's PostgreSQL; lists and
/// searches are read there without them. It holds nothing that another gateway could not, so there may be any number.
/// </summary>
internal sealed class GatewayRuntime : RuntimeHost
{
    private readonly PostgresJournal journal;
    private readonly OrleansGateway gateway;

    private GatewayRuntime(PostgresJournal journal, RecordStore records, OrleansGateway gateway)
    {
        (this.journal, Records, this.gateway) = (journal, records, gateway);
        Eraser = new UploaderEraser(journal.Eraser, records, gateway.Client, TimeProvider.System);
        Reach = new EngineReach(async cancellation => (await gateway.Loads(cancellation)).Awake.Count > 0);
    }

    public override string Store => journal.Name;

    public override StoreHealth Health => journal.Health;

    public override ITownClient Grains => gateway.Client;

    public override IGrainFactory GrainFactory => gateway.GrainFactory;

    public override ITownDirectory Directory => gateway.Directory;

    public override IReadModel ReadModel => journal.ReadModel;

    public override IContentEraser Eraser { get; }

    public override RecordStore Records { get; }

    public override ITownPlacement Placement => gateway.Placement;

    /// <summary>One silo that answers is enough: the others' grains wake there.</summary>
    public override EngineReach Reach { get; }

    public static async Task<GatewayRuntime> Start(HostOptions options, TimeProvider time, ILoggerFactory logs)
    {
        var connection = options.Connection!;
        var certificates = options.Certificates?.Load(time); // first: nothing is changed where they are wrong
        var journal = await PostgresJournal.Open(
            new PostgresJournalOptions { ConnectionString = connection }, time, logs.CreateLogger<PostgresJournal>());
        try
        {
            await ClusterTables.Apply(connection, time);
            await ClusterCertificates.Check(connection, certificates);
            var gateway = await OrleansGateway.Start(
                new OrleansGatewayOptions { Directory = ClusterDirectory.Postgres(connection, certificates) },
                journal.ReadModel, new TownDirectory(journal.ReadModel), time, logs);
            return new GatewayRuntime(journal, RecordStore.InPostgres(connection), gateway);
        }
        catch
        {
            await journal.DisposeAsync();
            throw;
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await gateway.DisposeAsync();
        await journal.DisposeAsync();
    }
}

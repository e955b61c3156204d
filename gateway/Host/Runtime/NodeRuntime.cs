using System.Net;
using Orleans;
using RealtimeGov.Cluster;
using RealtimeGov.Cluster.Security;
using RealtimeGov.Cluster.Storage;
using RealtimeGov.Gateway.Health;
using RealtimeGov.Journal.Postgres;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Journal.Sqlite;
using RealtimeGov.Journal.Stores;
using RealtimeGov.Grains.Client;
using RealtimeGov.Grains.Placement;
using RealtimeGov.Grains.TownSettings;

namespace RealtimeGov.Gateway.Host.Runtime;

/// <summary>
/// A node: the store below, silos of this process above. On SQLite all the town's silos are here; on PostgreSQL it is one
/// silo of a cluster, which may have no other. Disposal hands over and drains the silos, then closes the store.
/// </summary>
internal sealed class NodeRuntime : RuntimeHost
{
    private readonly IJournal journal;
    private readonly ProcessSilos silos;

    private NodeRuntime(IJournal journal, RecordStore records, ProcessSilos silos)
    {
        (this.journal, Records, this.silos) = (journal, records, silos);
        Eraser = new UploaderEraser(journal.Eraser, records, silos.Client, TimeProvider.System);
        Reach = new EngineReach(async cancellation => (await silos.Loads.Loads(cancellation)).Awake.Count > 0);
    }

    public override string Store => journal.Name;

    public override StoreHealth Health => journal.Health;

    public override ITownClient Grains => silos.Client;

    public override IGrainFactory GrainFactory => silos.GrainFactory;

    public override ITownDirectory Directory => silos.Directory;

    public override IReadModel ReadModel => journal.ReadModel;

    public override IContentEraser Eraser { get; }

    public override RecordStore Records { get; }

    public override ITownPlacement Placement => silos.Placement;

    public override EngineReach Reach { get; }

    public override Task<string> Replaced => silos.Replaced;

    /// <inheritdoc cref="ProcessSilos.Restarted"/>
    public event Action<string>? Restarted
    {
        add => silos.Restarted += value;
        remove => silos.Restarted -= value;
    }

    public static Task<NodeRuntime> Start(HostOptions options, TimeProvider time, ILoggerFactory logs) =>
        options.Connection is null ? OnSqlite(options, time, logs) : OnPostgres(options, time, logs);

    public override async ValueTask DisposeAsync()
    {
        await silos.DisposeAsync();
        await journal.DisposeAsync();
    }

    private static async Task<NodeRuntime> OnSqlite(HostOptions options, TimeProvider time, ILoggerFactory logs)
    {
        var journal = await SqliteJournal.Open(new SqliteJournalOptions { Folder = options.Data }, time);
        return await Start(journal, () => RecordStore.InFile(options.Data, time), records => ProcessSilos.Start(
            new ProcessSilosOptions
            {
                Silos = options.Silos, AcceptLateDays = options.Field.AcceptLateDays, HasTraces = options.Telemetry is not null,
                HasDashboard = options.OrleansDashboard, Records = records,
            },
            journal, new TownDirectory(journal.ReadModel), time, logs));
    }

    private static async Task<NodeRuntime> OnPostgres(HostOptions options, TimeProvider time, ILoggerFactory logs)
    {
        var (connection, node) = (options.Connection!, options.Node);
        var certificates = options.Certificates?.Load(time); // first: nothing is changed where they are wrong
        ProcessSilos? silos = null;
        var journal = await PostgresJournal.Open(new PostgresJournalOptions
        {
            ConnectionString = connection,
            IsDead = name => Volatile.Read(ref silos)?.IsDead(name) ?? false,
        }, time, logs.CreateLogger<PostgresJournal>());
        return await Start(journal, async () =>
        {
            await ClusterTables.Apply(connection, time);
            await ClusterCertificates.Agree(connection, certificates, node.Name, new IPEndPoint(node.Address, node.SiloPort));
            return RecordStore.InPostgres(connection);
        }, async records =>
        {
            var started = await ProcessSilos.Start(new OrleansSiloOptions
            {
                Name = node.Name,
                Directory = ClusterDirectory.Postgres(connection, certificates),
                Address = node.Address,
                SiloPort = node.SiloPort,
                GatewayPort = node.GatewayPort,
                AcceptLateDays = options.Field.AcceptLateDays,
                HasTraces = options.Telemetry is not null,
                HasDashboard = options.OrleansDashboard,
                Records = records,
            }, journal, new TownDirectory(journal.ReadModel), time, logs);
            Volatile.Write(ref silos, started);
            return started;
        });
    }

    private static async Task<NodeRuntime> Start(IJournal journal, Func<Task<RecordStore>> open, Func<RecordStore, Task<ProcessSilos>> start)
    {
        try
        {
            var records = await open();
            return new NodeRuntime(journal, records, await start(records));
        }
        catch
        {
            await journal.DisposeAsync();
            throw;
        }
    }
}

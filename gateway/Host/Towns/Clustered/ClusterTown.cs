using RealtimeGov.Grains.Contracts;
using RealtimeGov.Grains.Town;
using RealtimeGov.Cluster;
using RealtimeGov.Gateway.Health;
using RealtimeGov.Journal.Postgres;
using RealtimeGov.Journal.Queries;

namespace RealtimeGov.Gateway.Host.Towns.Clustered;

/// <summary>
/// A gateway of a cluster: actors run in silos, which it finds through the town's PostgreSQL; lists and searches are read
/// there without them. It holds nothing that another gateway could not, so there may be any number.
/// </summary>
internal sealed class ClusterTown : RuntimeHost
{
    private readonly PostgresJournal journal;
    private readonly OrleansGateway gateway;

    private ClusterTown(PostgresJournal journal, OrleansGateway gateway)
    {
        this.journal = journal;
        this.gateway = gateway;
        Reach = new EngineReach(async cancellation => (await gateway.Loads(cancellation)).Actors.Count > 0);
    }

    public override string Engine => EngineChoice.Orleans;

    public override string Store => journal.Name;

    public override IActors Actors => gateway.Actors;

    public override ITownDirectory Directory => gateway.Directory;

    public override IReadModel ReadModel => journal.ReadModel;

    public override ITownPlacement Placement => gateway.Placement;

    /// <summary>One silo that answers is enough: the others' actors wake there.</summary>
    public override EngineReach Reach { get; }

    public static async Task<RuntimeHost> Open(HostOptions options, TimeProvider time, ILoggerFactory logs)
    {
        var connection = options.Connection!;
        var journal = await PostgresJournal.Open(
            new PostgresJournalOptions { ConnectionString = connection }, time, logs.CreateLogger<PostgresJournal>());
        try
        {
            await ClusterTables.Apply(connection, time);
            var gateway = await OrleansGateway.Start(
                new OrleansGatewayOptions { Directory = ClusterDirectory.Postgres(connection) },
                journal.ReadModel, new TownDirectory(journal.ReadModel), time, logs);
            return new ClusterTown(journal, gateway);
        }
        catch (Exception error)
        {
            await journal.DisposeAsync();
            if (error is ClusterStartException wrong) throw new InvalidDataException($"--engine {EngineChoice.Orleans}: {wrong.Message}", wrong);
            throw;
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await gateway.DisposeAsync();
        await journal.DisposeAsync();
    }
}

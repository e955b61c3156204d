using System.Data.Common;
using Npgsql;
using RealtimeGov.Contract.Tests.Postgres;
using RealtimeGov.Journal.Postgres;
using RealtimeGov.Journal.Postgres.Rebuild;
using RealtimeGov.Journal.Rebuild;
using RealtimeGov.Journal.Stores;

namespace RealtimeGov.Contract.Tests.Stores;

/// <summary>What every store promises, with batches sent as arrays.</summary>
[Collection(PostgresCollection.Name)]
public sealed class PostgresStoreTests(PostgresCluster cluster) : PostgresStoreContract(cluster)
{
    protected override int CopyFromEvents => new PostgresJournalOptions { ConnectionString = "unused" }.CopyFromEvents;

    [Fact]
    public void The_options_defaults_are()
    {
        var options = new PostgresJournalOptions { ConnectionString = "unused" };
        Assert.Equal((8, 1_000), (options.ReadersMax, options.CopyFromEvents));
        Assert.Equal((5, 15, 2), (options.ConnectMax.TotalSeconds, options.SilenceMax.TotalSeconds, options.BlockedMax.TotalSeconds));
    }
}

/// <summary>The same with every batch copied.</summary>
[Collection(PostgresCollection.Name)]
public sealed class PostgresCopyStoreTests(PostgresCluster cluster) : PostgresStoreContract(cluster)
{
    protected override int CopyFromEvents => 1;
}

public abstract class PostgresStoreContract(PostgresCluster cluster) : StoreContract
{
    private string? database;

    protected abstract int CopyFromEvents { get; }

    protected string Database => database!;

    protected override DbConnection Connect()
    {
        var connection = new NpgsqlConnection(Database + ";Pooling=false");
        connection.Open();
        return connection;
    }

    protected override async Task<IRebuildStore> OpenRebuild() =>
        await PostgresRebuild.Open(new PostgresJournalOptions { ConnectionString = Database }, TimeProvider.System);

    protected override string Blob(string hex) => $@"'\x{hex}'";

    protected override async Task<IJournal> Open(string folder)
    {
        database ??= await cluster.CreateDatabase();
        return await PostgresJournal.Open(new PostgresJournalOptions { ConnectionString = database, CopyFromEvents = CopyFromEvents }, TimeProvider.System);
    }
}

using System.Data.Common;
using Npgsql;
using RealtimeGov.Contract.Tests.Postgres;
using RealtimeGov.Journal.Postgres;
using RealtimeGov.Journal.Schema;
using RealtimeGov.Journal.Sqlite;
using RealtimeGov.Journal.Stores;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Contract.Tests.Stores;

public sealed class SqliteSchemaUpgradeTests : SchemaUpgradeContract, IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    protected override IReadOnlyList<SchemaScript> Scripts => SchemaScripts.In(typeof(SqliteJournal).Assembly);

    protected override Task<DbConnection> Connect() =>
        Task.FromResult<DbConnection>(SqliteConnections.Open(SqliteConnections.StringFor(Path.Combine(folder.Path, "journal.db"))));

    protected override async Task<IJournal> Open() => await SqliteJournal.Open(new SqliteJournalOptions { Folder = folder.Path }, TimeProvider.System);

    protected override async Task Script(DbConnection connection, SchemaScript script)
    {
        foreach (var statement in SchemaScripts.Statements(script)) await Execute(connection, statement);
    }
}

[Collection(PostgresCollection.Name)]
public sealed class PostgresSchemaUpgradeTests(PostgresCluster cluster) : SchemaUpgradeContract
{
    private string? database;

    protected override IReadOnlyList<SchemaScript> Scripts => SchemaScripts.In(typeof(PostgresJournal).Assembly);

    protected override async Task<DbConnection> Connect()
    {
        database ??= await cluster.CreateDatabase();
        var connection = new NpgsqlConnection(database + ";Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    protected override async Task<IJournal> Open() =>
        await PostgresJournal.Open(new PostgresJournalOptions { ConnectionString = database! }, TimeProvider.System);
}

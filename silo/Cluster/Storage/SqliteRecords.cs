using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using RealtimeGov.Journal.Schema;
using RealtimeGov.Journal.Stores;

namespace RealtimeGov.Cluster.Storage;

/// <summary>
/// The file of an embedded town. Orleans calls SQLite by the name System.Data.SQLite and loads Microsoft.Data.Sqlite. Without a
/// pool: its statement of a write begins a transaction by itself, and one that fails is rolled back with its connection.
/// </summary>
internal sealed class SqliteRecords(string path) : RecordStore("System.Data.SQLite", new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString())
{
    private const string ScriptFolder = "Storage.Sqlite";

    /// <summary>What the provider reads its statements by.</summary>
    private static readonly string[] Statements = ["ClearStorageKey", "ReadFromStorageKey", "WriteToStorageKey"];

    private protected override string Uploader => "json_extract(cast(PayloadBinary as text), '$.uploader')";

    public async Task Prepare(TimeProvider time, CancellationToken cancellation)
    {
        try
        {
            OwnersFiles.CreateEmpty(path);
            await using var connection = (SqliteConnection)Connect();
            await connection.OpenAsync(cancellation);
            await Execute(connection, "create table if not exists record_schema (version integer primary key, name text not null, applied_at text not null)", cancellation);
            foreach (var script in SchemaPlan.Missing(await Number(connection, "select coalesce(max(version), 0) from record_schema", cancellation), SchemaScripts.In(typeof(SqliteRecords).Assembly, ScriptFolder), path))
                await Apply(connection, script, time, cancellation);
            // A script of many statements is one command: what it left is looked at, not only what it answered.
            var found = await Number(connection, $"select count(*) from OrleansQuery where QueryKey in ('{string.Join("', '", Statements)}')", cancellation);
            if (found != Statements.Length) throw new ClusterStartException($"{path} has {found} of the {Statements.Length} statements that it must have. {Remedy}");
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new ClusterStartException($"{path} cannot be used: {e.Message} {Remedy}", e);
        }
    }

    /// <summary>The file is written anew without them: a page that becomes free keeps its bytes.</summary>
    public override async Task Scrub(CancellationToken cancellation)
    {
        await using var connection = Connect();
        await connection.OpenAsync(cancellation);
        await Execute(connection, "delete from OrleansStorage where PayloadBinary is null", cancellation);
        await Execute(connection, "vacuum", cancellation);
    }

    private protected override DbConnection Connect() => new SqliteConnection(ConnectionString);

    private static string Remedy => "It holds who sent photos and how wall displays are set, no report. Bring it back from a backup, or move it away: the next start makes a new one.";

    private static async Task Apply(SqliteConnection connection, SchemaScript script, TimeProvider time, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = script.Sql;
        await command.ExecuteNonQueryAsync(cancellation);
        command.CommandText = "insert into record_schema (version, name, applied_at) values (@version, @name, @at)";
        command.Parameters.AddWithValue("@version", script.Number);
        command.Parameters.AddWithValue("@name", script.Name);
        command.Parameters.AddWithValue("@at", time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture));
        await command.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private static async Task<int> Number(SqliteConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt32(await command.ExecuteScalarAsync(cancellation), CultureInfo.InvariantCulture);
    }
}

using System.Data.Common;
using Npgsql;
using Orleans.Hosting;
using RealtimeGov.Grains;
using RealtimeGov.Journal.Schema;

namespace RealtimeGov.Cluster.Storage;

/// <summary>
/// Where grains keep a state of which the last writer is right, and which no count rests on: in the town's PostgreSQL, or in a
/// SQLite file of its own. Orleans' provider writes it, by Orleans' own statements; what is here makes its tables and erases.
/// </summary>
public abstract class RecordStore
{
    /// <summary>The file's name within the data folder.</summary>
    public const string FileName = "records.db";

    private readonly string invariant;

    private protected RecordStore(string invariant, string connectionString) => (this.invariant, ConnectionString) = (invariant, connectionString);

    private protected string ConnectionString { get; }

    /// <summary>The SQL text of a record's uploader.</summary>
    private protected abstract string Uploader { get; }

    /// <summary>Beside the journal; <see cref="ClusterTables"/> makes its tables.</summary>
    public static RecordStore InPostgres(string connectionString) => new PostgresRecords(connectionString);

    /// <summary>Makes the file in the folder where there is none, and its tables.</summary>
    /// <exception cref="ClusterStartException">It cannot be opened, or is none; the message says what to do.</exception>
    /// <exception cref="SchemaException">A newer program made it.</exception>
    public static async Task<RecordStore> InFile(string folder, TimeProvider time, CancellationToken cancellation = default)
    {
        var records = new SqliteRecords(Path.Combine(folder, FileName));
        await records.Prepare(time, cancellation);
        return records;
    }

    /// <summary>Has a silo's grains keep their state here.</summary>
    internal void AddTo(ISiloBuilder silo) => silo.AddAdoNetGrainStorage(GrainNames.Records, options =>
    {
        (options.Invariant, options.ConnectionString) = (invariant, ConnectionString);
        options.GrainStorageSerializer = new StateSerializer();
    });

    /// <summary>Ids of the photos whose record names this uploader, such as "person li.na".</summary>
    public async Task<IReadOnlyList<string>> PhotosOf(string uploader, CancellationToken cancellation)
    {
        await using var connection = Connect();
        await connection.OpenAsync(cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = $"select GrainIdExtensionString from OrleansStorage where PayloadBinary is not null and {Uploader} = @uploader order by 1";
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("@uploader", uploader);
        command.Parameters.Add(parameter);
        var photos = new List<string>();
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation)) photos.Add(rows.GetString(0));
        return photos;
    }

    /// <summary>Deletes the rows of states that were cleared, and what their bytes were written over with nothing.</summary>
    public abstract Task Scrub(CancellationToken cancellation);

    private protected abstract DbConnection Connect();

    private protected static async Task Execute(DbConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private sealed class PostgresRecords(string connectionString) : RecordStore("Npgsql", Bounded(connectionString))
    {
        /// <summary>Sessions of a node for records; a burst of photos waits for them and leaves the others to the journal.</summary>
        private const int SessionsMax = 8;

        private static string Bounded(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxPoolSize = SessionsMax,
            MinPoolSize = 0,
            ApplicationName = "realtimegov/records",
        }.ConnectionString;

        private protected override string Uploader => "convert_from(PayloadBinary, 'UTF8')::json ->> 'uploader'";

        // Dead rows stay until the server's vacuum, as those of the journal do.
        public override async Task Scrub(CancellationToken cancellation)
        {
            await using var connection = Connect();
            await connection.OpenAsync(cancellation);
            await Execute(connection, "delete from OrleansStorage where PayloadBinary is null", cancellation);
        }

        private protected override DbConnection Connect() => new NpgsqlConnection(ConnectionString);
    }
}

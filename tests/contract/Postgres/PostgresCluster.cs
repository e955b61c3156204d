using System.Globalization;
using Npgsql;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Contract.Tests.Postgres;

/// <summary>
/// A PostgreSQL of the test run's own, in a folder that goes with it, on a free port, as safe as a town's: fsync is on. Each
/// test makes itself a database.
/// </summary>
public sealed class PostgresCluster : IAsyncLifetime
{
    public const string User = "town";
    public const string Password = "only-for-this-test";

    private readonly TempFolder folder = new();
    private int databases;

    public int Port { get; } = FreePort.Next();

    private string Data => folder.File("data");

    public async Task InitializeAsync()
    {
        await PostgresPrograms.Own(folder.Path);
        var passwordFile = folder.Write("password", Password);
        await PostgresPrograms.Own(passwordFile);
        await PostgresPrograms.Run("initdb", "-D", Data, "-U", User, "--pwfile", passwordFile, "--auth-host=scram-sha-256", "--auth-local=trust",
            "--encoding=UTF8", "--locale=C", "--no-sync");
        await Start();
    }

    public async Task DisposeAsync()
    {
        await Stop("fast");
        folder.Dispose();
    }

    /// <summary>A new empty database's connection string.</summary>
    public async Task<string> CreateDatabase()
    {
        var name = "town_" + Interlocked.Increment(ref databases).ToString(CultureInfo.InvariantCulture);
        await Execute(ConnectionString("postgres"), $"create database {name}");
        return ConnectionString(name);
    }

    public string ConnectionString(string database) =>
        $"Host=127.0.0.1;Port={Port};Username={User};Password={Password};Database={database}";

    /// <summary>Comes back once the server takes connections.</summary>
    public Task Start() => PostgresPrograms.Run("pg_ctl", "start", "-w", "-t", "170", "-s", "-D", Data, "-l", folder.File("log"), "-o", Options);

    /// <param name="mode">fast, or immediate: as after a loss of power, recovery included.</param>
    public Task Stop(string mode) => PostgresPrograms.Run("pg_ctl", "stop", "-w", "-s", "-D", Data, "-m", mode);

    public Task Restart(string mode) => PostgresPrograms.Run("pg_ctl", "restart", "-w", "-t", "170", "-s", "-D", Data, "-m", mode, "-l", folder.File("log"), "-o", Options);

    /// <summary>kill -9 of the server and each process of it, and nothing else: the files stay as they are at that moment.</summary>
    public async Task Kill()
    {
        var server = int.Parse((await File.ReadAllLinesAsync(Path.Combine(Data, "postmaster.pid")))[0], CultureInfo.InvariantCulture);
        var processes = ProcessTree.Kill(server);
        await Eventually.Holds(() => Task.FromResult(!processes.Any(ProcessTree.Runs)));
        // Where nobody collects the dead, their ids are taken still, and the next server would take its predecessor for alive.
        File.Delete(Path.Combine(Data, "postmaster.pid"));
        File.Delete(folder.File($".s.PGSQL.{Port}.lock"));
    }

    /// <summary>Changes a setting of the whole server, or takes it back, and comes back when it is in force.</summary>
    public async Task Set(string setting, string? value)
    {
        var admin = ConnectionString("postgres") + ";Pooling=false";
        await Execute(admin, value is null ? $"alter system reset {setting}" : $"alter system set {setting} = {value}");
        await Execute(admin, "select pg_reload_conf()");
        await Eventually.Holds(async () => (string)(await Scalar(admin, $"show {setting}"))! == (value ?? "on"));
    }

    public static async Task<int> Execute(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteNonQueryAsync();
    }

    public static async Task<object?> Scalar(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    private string Options =>
        $"-p {Port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder.Path} -c shared_buffers=64MB -c max_connections=300"; // as docker-compose.yml has it: a node may use thirty and more
}

/// <summary>One cluster for all tests that want one; they run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class PostgresCollection : ICollectionFixture<PostgresCluster>
{
    public const string Name = "postgres";
}

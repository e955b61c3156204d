using Npgsql;
using RealtimeGov.Bench.Ingest.Raw;
using RealtimeGov.Bench.Support.Measurement;
using RealtimeGov.Journal.Postgres;

namespace RealtimeGov.Bench.Ingest.Stores;

/// <summary>A new database for each contender of a throw-away cluster that scripts/bench-postgres.sh started.</summary>
/// <param name="admin">Connection string to the cluster's database <c>postgres</c>.</param>
/// <param name="postmaster">The server's process id, to meter it; 0 when unknown.</param>
internal sealed class PostgresUnderTest(string admin, int postmaster, string folder) : IStoreUnderTest
{
    private int databases;

    public string Name => "postgres";

    /// <summary>Processor time of all its processes, and the bytes of its write-ahead log.</summary>
    public Usage Database()
    {
        using var connection = new NpgsqlConnection(admin + ";Pooling=false");
        connection.Open();
        using var position = new NpgsqlCommand("select (pg_current_wal_insert_lsn() - '0/0')::bigint", connection);
        var written = (long)position.ExecuteScalar()!;
        return new Usage(postmaster > 0 ? ProcessMeter.Family(postmaster).CpuSeconds : 0, written);
    }

    public async Task<string[]> ForPlain() => ["postgres", await NewDatabase()];

    public async Task<string[]> ForHost()
    {
        var data = Directory.CreateDirectory(Path.Combine(folder, $"postgres-{databases + 1}")).FullName;
        return ["--store", "postgres", "--silo-port", "0", "--connection", await NewDatabase(), "--data", data];
    }

    public async Task<(double Seconds, long Found)> Raw(IReadOnlyList<(RawReport[] Reports, List<RawDay> Days)> transactions)
    {
        var connection = await NewDatabase();
        await using (await PostgresJournal.Open(new PostgresJournalOptions { ConnectionString = connection }, TimeProvider.System)) { }
        await using var raw = await PostgresRaw.Open(connection);
        var seconds = await StageMeter.Seconds(async () =>
        {
            for (var i = 0; i < transactions.Count; i++) await raw.Write(transactions[i].Reports, transactions[i].Days, i + 1);
        });
        return (seconds, await raw.CountReports());
    }

    private async Task<string> NewDatabase()
    {
        var name = $"bench_{++databases}";
        await using var connection = new NpgsqlConnection(admin + ";Pooling=false");
        await connection.OpenAsync();
        // What earlier contenders left is written out first: nobody pays for another's checkpoint.
        await Execute(connection, "checkpoint");
        await Execute(connection, $"create database {name}");
        return new NpgsqlConnectionStringBuilder(admin) { Database = name }.ToString();
    }

    private static async Task Execute(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}

using System.Globalization;
using Npgsql;
using RealtimeGov.Journal.Schema;

namespace RealtimeGov.Cluster;

/// <summary>The cluster's tables in the town's PostgreSQL: numbered scripts like the journal's, with a count of their own.</summary>
public static class ClusterTables
{
    /// <summary>Beside the journal's among PostgreSQL's advisory locks: any number, as long as it stays the same.</summary>
    private const long LockKey = 0x5265_616c_476f_7602;

    private const string LockMax = "30s";

    /// <summary>Makes or upgrades them, in one transaction, one program at a time.</summary>
    /// <exception cref="SchemaException">A newer program made them.</exception>
    /// <exception cref="ClusterStartException">The server cannot be reached, or refuses.</exception>
    public static async Task Apply(string connectionString, TimeProvider time, CancellationToken cancellation = default)
    {
        try
        {
            await using var connection = new NpgsqlConnection(connectionString);
            await connection.OpenAsync(cancellation);
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            await Execute(connection, $"set local lock_timeout = '{LockMax}'", cancellation);
            await Execute(connection, $"select pg_advisory_xact_lock({LockKey})", cancellation);
            await Execute(connection, "create table if not exists cluster_schema (version integer primary key, name text not null, applied_at text not null)", cancellation);
            await using var newest = new NpgsqlCommand("select coalesce(max(version), 0) from cluster_schema", connection);
            var current = (int)(await newest.ExecuteScalarAsync(cancellation))!;
            foreach (var script in SchemaPlan.Missing(current, SchemaScripts.In(typeof(ClusterTables).Assembly), $"the cluster in database {connection.Database}"))
            {
                await Execute(connection, script.Sql, cancellation);
                await using var applied = new NpgsqlCommand("insert into cluster_schema (version, name, applied_at) values ($1, $2, $3)", connection)
                {
                    Parameters = { new() { Value = script.Number }, new() { Value = script.Name }, new() { Value = time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture) } },
                };
                await applied.ExecuteNonQueryAsync(cancellation);
            }
            await transaction.CommitAsync(cancellation);
        }
        catch (NpgsqlException e)
        {
            throw new ClusterStartException($"the cluster's tables could not be made: {e.Message}", e);
        }
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 }; // a script takes what it takes
        await command.ExecuteNonQueryAsync(cancellation);
    }
}

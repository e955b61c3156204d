using System.Globalization;
using Npgsql;
using RealtimeGov.Journal.Schema;

namespace RealtimeGov.Journal.Postgres.Startup;

/// <summary>
/// Brings the database to this program's schema in one transaction, under a lock that only one program holds at a time.
/// </summary>
internal static class PostgresSchema
{
    /// <summary>The journal's own key among PostgreSQL's advisory locks: any number, as long as it stays the same.</summary>
    private const long LockKey = 0x5265_616c_476f_7601;

    /// <summary>How long to wait for another program that changes the schema.</summary>
    private const string LockMax = "30s";

    public static async Task<int> Current(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var newest = new NpgsqlCommand("select coalesce(max(version), 0) from schema_version", connection);
        return (int)(await newest.ExecuteScalarAsync(cancellation).ConfigureAwait(false))!;
    }

    /// <exception cref="SchemaException">The schema is newer than this program runs on, or another program holds the lock.</exception>
    public static async Task Apply(NpgsqlConnection connection, IReadOnlyList<SchemaScript> scripts, TimeProvider time, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation).ConfigureAwait(false);
        await Lock(connection, cancellation).ConfigureAwait(false);
        await Execute(connection, "create table if not exists schema_version (version integer primary key, name text not null, applied_at text not null)", cancellation).ConfigureAwait(false);
        foreach (var script in SchemaPlan.Missing(await Current(connection, cancellation).ConfigureAwait(false), scripts, $"database {connection.Database} at {connection.Host}:{connection.Port}"))
        {
            await Execute(connection, script.Sql, cancellation).ConfigureAwait(false);
            await using var applied = new NpgsqlCommand("insert into schema_version (version, name, applied_at) values ($1, $2, $3)", connection)
            {
                Parameters = { new() { Value = script.Number }, new() { Value = script.Name }, new() { Value = time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture) } },
            };
            await applied.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        }
        await transaction.CommitAsync(cancellation).ConfigureAwait(false);
    }

    private static async Task Lock(NpgsqlConnection connection, CancellationToken cancellation)
    {
        try
        {
            await Execute(connection, $"set local lock_timeout = '{LockMax}'", cancellation).ConfigureAwait(false);
            await Execute(connection, $"select pg_advisory_xact_lock({LockKey})", cancellation).ConfigureAwait(false);
        }
        catch (PostgresException e) when (e.SqlState == SqlStates.LockNotAvailable)
        {
            throw new SchemaException($"database {connection.Database} at {connection.Host}:{connection.Port}: another program has been changing the schema for {LockMax}. "
                + $"Look for application_name = '{ConnectionStrings.SchemaName}' in pg_stat_activity; end it if it is stuck, then start again.");
        }
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 }; // a script takes what it takes
        await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }
}

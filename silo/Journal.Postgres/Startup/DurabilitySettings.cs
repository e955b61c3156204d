using Npgsql;

namespace RealtimeGov.Journal.Postgres.Startup;

/// <summary>
/// The settings without which a commit that was acknowledged can be lost, or text not kept: a server without them is
/// refused.
/// </summary>
internal static class DurabilitySettings
{
    /// <exception cref="PostgresStartException">Names the setting and how to change it.</exception>
    public static async Task Check(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var query = new NpgsqlCommand(
            "select current_setting('fsync'), current_setting('full_page_writes'), current_setting('synchronous_commit'), current_setting('server_encoding')",
            connection);
        await using var row = await query.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        await row.ReadAsync(cancellation).ConfigureAwait(false);
        var server = $"{connection.Host}:{connection.Port}";
        if (row.GetString(0) == "off") throw new PostgresStartException(Unsafe(server, "fsync"));
        if (row.GetString(1) == "off") throw new PostgresStartException(Unsafe(server, "full_page_writes"));
        if (row.GetString(2) == "off")
            throw new PostgresStartException($"PostgreSQL at {server} has synchronous_commit = off for this user and database: an acknowledged report could be lost. "
                + "Set synchronous_commit = on in postgresql.conf, with ALTER ROLE or ALTER DATABASE, or in the connection string's Options, wherever it was switched off.");
        if (row.GetString(3) != "UTF8")
            throw new PostgresStartException($"database {connection.Database} at {server} has the encoding {row.GetString(3)}: "
                + $"make it with CREATE DATABASE \"{connection.Database}\" ENCODING 'UTF8' TEMPLATE template0.");
    }

    private static string Unsafe(string server, string setting) =>
        $"PostgreSQL at {server} runs with {setting} = off: an acknowledged report could be lost. "
        + $"Run ALTER SYSTEM SET {setting} = on, then SELECT pg_reload_conf(), or set it in postgresql.conf.";
}

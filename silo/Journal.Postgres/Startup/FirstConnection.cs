using Npgsql;

namespace RealtimeGov.Journal.Postgres.Startup;

/// <summary>The connection of the start: it comes soon, or what is wrong is said by name.</summary>
internal static class FirstConnection
{
    /// <summary>Between two tries at a server that is starting itself.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <exception cref="PostgresStartException">No connection within <see cref="PostgresJournalOptions.ConnectMax"/>.</exception>
    public static async Task<NpgsqlConnection> Open(PostgresJournalOptions options, TimeProvider time, CancellationToken cancellation)
    {
        var connection = new NpgsqlConnection(ConnectionStrings.Starting(options));
        var started = time.GetTimestamp();
        while (true)
        {
            try
            {
                await connection.OpenAsync(cancellation).ConfigureAwait(false);
                return connection;
            }
            catch (PostgresException e) when (e.SqlState == SqlStates.CannotConnectNow && time.GetElapsedTime(started) < options.ConnectMax)
            {
                await Task.Delay(Pause, time, cancellation).ConfigureAwait(false);
            }
            catch (NpgsqlException e)
            {
                var named = new PostgresStartException(Name(options, e), e);
                await connection.DisposeAsync().ConfigureAwait(false);
                throw named;
            }
        }
    }

    /// <summary>The cause and the remedy of a failure during the start.</summary>
    public static string Name(PostgresJournalOptions options, NpgsqlException e)
    {
        var sought = new NpgsqlConnectionStringBuilder(options.ConnectionString);
        var (server, user, database) = ($"{sought.Host}:{sought.Port}", sought.Username, sought.Database ?? sought.Username);
        return e is not PostgresException { SqlState: var state } refused
            ? $"PostgreSQL at {server} cannot be reached ({e.InnerException?.Message ?? e.Message}). Start it, or correct Host and Port of the connection string."
            : state switch
            {
                SqlStates.InvalidPassword => $"PostgreSQL at {server} refuses the password of user {user}. Correct Username and Password of the connection string.",
                SqlStates.UnknownDatabase => $"PostgreSQL at {server} has no database {database}. Make it: createdb --encoding UTF8 --template template0 {database}, or correct Database of the connection string.",
                SqlStates.CannotConnectNow => $"PostgreSQL at {server} takes no connections yet ({refused.MessageText}). Wait until it does, then start again.",
                SqlStates.InsufficientPrivilege => $"user {user} may not make the journal's tables in database {database} at {server} ({refused.MessageText}). Run ALTER DATABASE \"{database}\" OWNER TO \"{user}\".",
                SqlStates.DiskFull => $"PostgreSQL at {server}: its disk is full ({refused.MessageText}). Make room there, then start again.",
                SqlStates.ReadOnlyTransaction => $"database {database} at {server} is read-only ({refused.MessageText}): a stand-by, or default_transaction_read_only. Correct Host and Port to the primary, or set it off.",
                _ when SqlStates.IsAuthentication(state) => $"PostgreSQL at {server} does not let user {user} into database {database} ({refused.MessageText}). Make the user, or allow it in pg_hba.conf.",
                _ => $"PostgreSQL at {server} refuses ({state}: {refused.MessageText}).",
            };
    }
}

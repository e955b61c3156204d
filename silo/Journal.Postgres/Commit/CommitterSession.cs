using System.Data;
using Npgsql;
using RealtimeGov.Journal.Postgres.Startup;

namespace RealtimeGov.Journal.Postgres.Commit;

/// <summary>The one connection of a silo's committer: opened when it is needed, and again after it broke.</summary>
internal sealed class CommitterSession(PostgresJournalOptions options, SessionName name) : IAsyncDisposable
{
    private readonly string connectionString = ConnectionStrings.Committing(options, name.ToString());
    private NpgsqlConnection? connection;

    public SessionName Name => name;

    /// <summary>The server's process of the session; of the last one while there is none.</summary>
    public int ServerProcess { get; private set; }

    /// <summary>Of the open connection alone: its statements are prepared there.</summary>
    public BatchWriter Writer { get; private set; } = new(options.CopyFromEvents);

    /// <summary>The open connection, outside any transaction. A server whose settings became unsafe is refused.</summary>
    public async ValueTask<NpgsqlConnection> Open(CancellationToken cancellation)
    {
        if (connection?.FullState == ConnectionState.Open) return connection;
        await Drop().ConfigureAwait(false);
        connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellation).ConfigureAwait(false);
        ServerProcess = connection.ProcessID;
        Writer = new BatchWriter(options.CopyFromEvents);
        await DurabilitySettings.Check(connection, cancellation).ConfigureAwait(false);
        return connection;
    }

    /// <summary>Ends what a failure left open, if the connection is still good; else it goes.</summary>
    public async ValueTask Recover()
    {
        if (connection?.FullState != ConnectionState.Open) return;
        try
        {
            await using var rollback = new NpgsqlCommand("rollback", connection);
            await rollback.ExecuteNonQueryAsync(CancellationToken.None).ConfigureAwait(false); // a warning where nothing is open
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException)
        {
            await Drop().ConfigureAwait(false);
        }
    }

    /// <summary>Never fails: the server rolls back what a session leaves behind.</summary>
    public async ValueTask Drop()
    {
        if (connection is null) return;
        try
        {
            await connection.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is NpgsqlException or IOException or InvalidOperationException)
        {
            // It was broken already.
        }
        connection = null;
    }

    public ValueTask DisposeAsync() => Drop();
}

using Npgsql;
using RealtimeGov.Journal.Postgres.Starting;

namespace RealtimeGov.Journal.Postgres.Writing;

/// <summary>The one connection of a silo's committer: opened when it is needed, and again after it broke.</summary>
internal sealed class CommitterSession(PostgresJournalOptions options, SessionName name) : IAsyncDisposable
{
    private readonly NpgsqlConnection connection = new(ConnectionStrings.Committing(options, name.ToString()));

    public SessionName Name => name;

    /// <summary>The server's process of the session; of the last one while there is none.</summary>
    public int ServerProcess { get; private set; }

    /// <summary>The open connection, outside any transaction. A server whose settings became unsafe is refused.</summary>
    public async ValueTask<NpgsqlConnection> Open(CancellationToken cancellation)
    {
        if (connection.FullState == System.Data.ConnectionState.Open) return connection;
        await connection.CloseAsync().ConfigureAwait(false);
        await connection.OpenAsync(cancellation).ConfigureAwait(false);
        ServerProcess = connection.ProcessID;
        await DurabilitySettings.Check(connection, cancellation).ConfigureAwait(false);
        return connection;
    }

    /// <summary>Ends what a failure left open, if the connection is still good; else it goes.</summary>
    public async ValueTask Recover()
    {
        if (connection.FullState != System.Data.ConnectionState.Open) return;
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

    public async ValueTask Drop() => await connection.CloseAsync().ConfigureAwait(false);

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}

using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace RealtimeGov.Journal.Sqlite;

/// <summary>Reading connections: a few, kept open, each used by one read at a time.</summary>
/// <param name="met">Told of what a read fails with.</param>
internal sealed class SqliteReaders(string connectionString, int readersMax, Action<Exception> met) : IAsyncDisposable
{
    private readonly ConcurrentBag<SqliteConnection> idle = [];
    private readonly SemaphoreSlim room = new(readersMax);

    /// <summary>Runs a read on one moment of the database: all its statements see the same commits.</summary>
    public async Task<T> Read<T>(Func<SqliteConnection, T> read, CancellationToken cancellation)
    {
        await room.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => OnOneMoment(read), cancellation).ConfigureAwait(false);
        }
        finally
        {
            room.Release();
        }
    }

    /// <summary>Waits for the reads under way; later ones wait for ever, so nobody may start one.</summary>
    public async ValueTask DisposeAsync()
    {
        for (var taken = 0; taken < readersMax; taken++) await room.WaitAsync().ConfigureAwait(false);
        while (idle.TryTake(out var connection)) connection.Dispose();
    }

    private T OnOneMoment<T>(Func<SqliteConnection, T> read)
    {
        SqliteConnection? connection = null;
        try
        {
            if (!idle.TryTake(out connection)) connection = SqliteConnections.Open(connectionString);
            SqliteConnections.Execute(connection, "begin");
            var result = read(connection);
            SqliteConnections.Execute(connection, "commit");
            idle.Add(connection);
            return result;
        }
        catch (Exception e)
        {
            met(e);
            connection?.Dispose(); // whatever state it is in, the next read gets another
            throw;
        }
    }
}

using System.Data;
using Npgsql;

namespace RealtimeGov.Journal.Postgres.Queries;

/// <summary>Reading connections, pooled; reads beyond their number wait.</summary>
internal sealed class PostgresReaders(NpgsqlDataSource connections, int readersMax) : IAsyncDisposable
{
    // In front of the pool, which would let those who wait fail after a while.
    private readonly SemaphoreSlim room = new(readersMax);

    /// <summary>One statement, which sees one moment by itself.</summary>
    public Task<List<T>> Rows<T>(string sql, Func<NpgsqlDataReader, T> row, CancellationToken cancellation, params NpgsqlParameter[] values) => Read(async () =>
    {
        await using var connection = await connections.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        return await new Moment(connection, cancellation).Rows(sql, row, values).ConfigureAwait(false);
    }, cancellation);

    /// <summary>Several statements on one moment: all of them see the same commits.</summary>
    public Task<T> OnOneMoment<T>(Func<Moment, Task<T>> read, CancellationToken cancellation) => Read(async () =>
    {
        await using var connection = await connections.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation).ConfigureAwait(false);
        var result = await read(new Moment(connection, cancellation)).ConfigureAwait(false);
        await transaction.CommitAsync(cancellation).ConfigureAwait(false);
        return result;
    }, cancellation);

    public async ValueTask DisposeAsync()
    {
        await connections.DisposeAsync().ConfigureAwait(false);
        room.Dispose();
    }

    private async Task<T> Read<T>(Func<Task<T>> read, CancellationToken cancellation)
    {
        await room.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return await read().ConfigureAwait(false);
        }
        catch (NpgsqlException e) when (e is { IsTransient: true, InnerException: not TimeoutException })
        {
            return await read().ConfigureAwait(false); // a pooled session of a server that was restarted meanwhile: its pool is empty now
        }
        finally
        {
            room.Release();
        }
    }

    /// <summary>What statements of one moment are read with.</summary>
    internal sealed class Moment(NpgsqlConnection connection, CancellationToken cancellation)
    {
        public async Task<List<T>> Rows<T>(string sql, Func<NpgsqlDataReader, T> row, params NpgsqlParameter[] values)
        {
            await using var query = new NpgsqlCommand(sql, connection);
            foreach (var value in values) query.Parameters.Add(value.Clone());
            await using var rows = await query.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
            var all = new List<T>();
            while (await rows.ReadAsync(cancellation).ConfigureAwait(false)) all.Add(row(rows));
            return all;
        }
    }
}

using System.Data;
using Npgsql;

namespace RealtimeGov.Journal.Postgres.Reading;

/// <summary>Reading connections, pooled.</summary>
internal sealed class PostgresReaders(NpgsqlDataSource connections)
{
    /// <summary>One statement, which sees one moment by itself.</summary>
    public async Task<List<T>> Rows<T>(string sql, Func<NpgsqlDataReader, T> row, CancellationToken cancellation, params NpgsqlParameter[] values)
    {
        await using var query = connections.CreateCommand(sql);
        query.Parameters.AddRange(values);
        await using var rows = await query.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        return await All(rows, row, cancellation).ConfigureAwait(false);
    }

    /// <summary>Several statements on one moment: all of them see the same commits.</summary>
    public async Task<T> OnOneMoment<T>(Func<Moment, Task<T>> read, CancellationToken cancellation)
    {
        await using var connection = await connections.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation).ConfigureAwait(false);
        var result = await read(new Moment(connection, cancellation)).ConfigureAwait(false);
        await transaction.CommitAsync(cancellation).ConfigureAwait(false);
        return result;
    }

    private static async Task<List<T>> All<T>(NpgsqlDataReader rows, Func<NpgsqlDataReader, T> row, CancellationToken cancellation)
    {
        var all = new List<T>();
        while (await rows.ReadAsync(cancellation).ConfigureAwait(false)) all.Add(row(rows));
        return all;
    }

    /// <summary>A read-only transaction whose statements see the same commits.</summary>
    internal sealed class Moment(NpgsqlConnection connection, CancellationToken cancellation)
    {
        public async Task<List<T>> Rows<T>(string sql, Func<NpgsqlDataReader, T> row, params NpgsqlParameter[] values)
        {
            await using var query = new NpgsqlCommand(sql, connection);
            query.Parameters.AddRange(values);
            await using var rows = await query.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
            return await All(rows, row, cancellation).ConfigureAwait(false);
        }
    }
}

using System.Data.Common;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.ReadModel;
using RealtimeGov.Journal.Streams;

namespace RealtimeGov.Journal.Rebuild;

/// <summary>A rebuild's session on one connection; what a store does otherwise is left open.</summary>
public abstract class RebuildSession(DbConnection connection) : IRebuildStore
{
    /// <summary>Makes a table's shadow, which ends with the session.</summary>
    protected abstract string ShadowDefinition(ReadTable table);

    /// <summary>Statements that begin a transaction in which nobody else appends.</summary>
    protected abstract IReadOnlyList<string> Begin { get; }

    public virtual async Task Prepare(IReadOnlyList<ReadTable> tables, CancellationToken cancellation)
    {
        foreach (var table in tables) await Execute(ShadowDefinition(table), cancellation).ConfigureAwait(false);
    }

    public abstract Task Write(ReadRows rows, CancellationToken cancellation);

    public async Task<IReadOnlyList<StoredEvent>> Read(EventCause after, string? within, int limit, CancellationToken cancellation) =>
        await Rows(within is null ? RebuildSql.Next : RebuildSql.NextOfStream, RebuildSql.ToEvent, cancellation,
            ("stream", within ?? after.Stream), ("seq", (long)after.Seq), ("limit", limit)).ConfigureAwait(false);

    public async Task<IReadOnlyDictionary<string, ulong>> Heads(CancellationToken cancellation) =>
        (await Rows(RebuildSql.Heads, row => (Stream: row.GetString(0), Seq: (ulong)row.GetInt64(1)), cancellation).ConfigureAwait(false))
        .ToDictionary(head => head.Stream, head => head.Seq);

    public async Task<IReadOnlyList<RowPair>> Differences(ReadTable table, int limit, CancellationToken cancellation)
    {
        var pairs = new List<RowPair>();
        foreach (var sql in RebuildSql.Differences(table))
            pairs.AddRange(await Rows(sql, RebuildSql.ToPair, cancellation, ("limit", limit)).ConfigureAwait(false));
        return pairs;
    }

    public async Task<RowPair> Pair(ReadTable table, IReadOnlyList<object> key, CancellationToken cancellation)
    {
        var live = await Row(RebuildSql.Row(table, table.Name), table, key, cancellation).ConfigureAwait(false);
        return new RowPair(live, await Row(RebuildSql.Row(table, RebuildSql.Shadow(table)), table, key, cancellation).ConfigureAwait(false));
    }

    public async Task<bool> WhileNobodyAppends(Func<Task<bool>> work, CancellationToken cancellation)
    {
        foreach (var sql in Begin) await Execute(sql, cancellation).ConfigureAwait(false);
        var keep = false;
        try
        {
            keep = await work().ConfigureAwait(false);
        }
        finally
        {
            await Execute(keep ? "commit" : "rollback", CancellationToken.None).ConfigureAwait(false);
        }
        return keep;
    }

    public async Task Replace(ReadTable table, IReadOnlyList<object> key, CancellationToken cancellation)
    {
        foreach (var sql in (string[])[RebuildSql.DeleteLive(table), RebuildSql.InsertRebuilt(table)])
        {
            await using var command = Command(sql, Keys(key));
            await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        }
    }

    public virtual async ValueTask DisposeAsync()
    {
        await connection.DisposeAsync().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }

    protected async Task Execute(string sql, CancellationToken cancellation)
    {
        await using var command = Command(sql);
        await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<object>?> Row(string sql, ReadTable table, IReadOnlyList<object> key, CancellationToken cancellation) =>
        (await Rows(sql, row => RebuildSql.Values(row, 0, table.Columns.Count), cancellation, Keys(key)).ConfigureAwait(false)).SingleOrDefault();

    private static (string, object)[] Keys(IReadOnlyList<object> key) => [.. key.Select((value, i) => ($"k{i}", value))];

    private async Task<List<T>> Rows<T>(string sql, Func<DbDataReader, T> row, CancellationToken cancellation, params (string Name, object Value)[] values)
    {
        await using var command = Command(sql, values);
        await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false)) rows.Add(row(reader));
        return rows;
    }

    private DbCommand Command(string sql, params (string Name, object Value)[] values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0; // a rebuild takes what it takes
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
        return command;
    }
}

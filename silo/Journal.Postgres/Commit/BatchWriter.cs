using Npgsql;
using RealtimeGov.Journal.Appends;

namespace RealtimeGov.Journal.Postgres.Commit;

/// <summary>Writes a batch in one transaction: journal, contents, claims, read model. Any error means that nothing was written.</summary>
internal sealed class BatchWriter(int copyFromEvents)
{
    private readonly OrderedSlices slices = new();
    private readonly BatchStatements statements = new();

    /// <summary>False, with nothing sent, where the batch itself leaves a gap in a stream.</summary>
    public bool Prepare(IReadOnlyList<Append> batch)
    {
        slices.Fill(batch);
        if (!slices.AreContiguous()) return false;
        statements.Fill(batch, slices, areCopied: slices.Events >= copyFromEvents);
        return true;
    }

    /// <summary>What was prepared.</summary>
    public Task Write(NpgsqlConnection connection, CancellationToken cancellation) =>
        slices.Events >= copyFromEvents ? Copy(connection, cancellation) : Pipeline(connection, cancellation);

    /// <summary>One turn of the network: statements sent together without BEGIN are one transaction of their own.</summary>
    private async Task Pipeline(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var pipeline = new NpgsqlBatch(connection);
        statements.AddTo(pipeline);
        await pipeline.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }

    private async Task Copy(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using (var begin = new NpgsqlCommand("begin", connection))
            await begin.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        await BulkCopy.Journal(connection, slices, cancellation).ConfigureAwait(false);
        await BulkCopy.Contents(connection, slices, cancellation).ConfigureAwait(false);
        foreach (var rows in statements.Inserts) await BulkCopy.Rows(connection, rows, cancellation).ConfigureAwait(false);
        await using var rest = new NpgsqlBatch(connection);
        statements.AddTo(rest);
        rest.BatchCommands.Add(new NpgsqlBatchCommand("commit")); // not reached when a statement before it fails
        await rest.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }
}

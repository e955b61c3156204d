using Npgsql;
using NpgsqlTypes;
using RealtimeGov.Journal.ReadModel;

namespace RealtimeGov.Journal.Postgres.Commit;

/// <summary>The tables with a row for each event, written by binary COPY within an open transaction.</summary>
internal static class BulkCopy
{
    public static async Task Journal(NpgsqlConnection connection, OrderedSlices slices, CancellationToken cancellation)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            $"copy journal ({JournalRows.Columns}) from stdin (format binary)", cancellation).ConfigureAwait(false);
        foreach (var (append, slice) in slices.All)
        {
            var (seq, envelope, cause) = ((long)slice.FirstSeq, append.Envelope, slice.Cause ?? append.Envelope.Cause);
            foreach (var e in slice.Events)
            {
                await copy.StartRowAsync(cancellation).ConfigureAwait(false);
                await copy.WriteAsync(seq++, NpgsqlDbType.Bigint, cancellation).ConfigureAwait(false);
                await copy.WriteAsync(append.Incarnation, NpgsqlDbType.Bigint, cancellation).ConfigureAwait(false);
                await copy.WriteAsync(append.Number, NpgsqlDbType.Bigint, cancellation).ConfigureAwait(false);
                await copy.WriteAsync(envelope.RecordedAtUs, NpgsqlDbType.Bigint, cancellation).ConfigureAwait(false);
                await copy.WriteAsync((long)cause.Seq, NpgsqlDbType.Bigint, cancellation).ConfigureAwait(false);
                await copy.WriteAsync(envelope.CommandId, NpgsqlDbType.Uuid, cancellation).ConfigureAwait(false);
                await copy.WriteAsync(slice.Stream, NpgsqlDbType.Text, cancellation).ConfigureAwait(false);
                await copy.WriteAsync(e.Type, NpgsqlDbType.Text, cancellation).ConfigureAwait(false);
                await copy.WriteAsync(envelope.Principal.KindName, NpgsqlDbType.Text, cancellation).ConfigureAwait(false);
                await copy.WriteAsync(envelope.Principal.Id, NpgsqlDbType.Text, cancellation).ConfigureAwait(false);
                await copy.WriteAsync(cause.Stream, NpgsqlDbType.Text, cancellation).ConfigureAwait(false);
                await copy.WriteAsync(e.Facts, NpgsqlDbType.Bytea, cancellation).ConfigureAwait(false);
            }
        }
        await copy.CompleteAsync(cancellation).ConfigureAwait(false);
    }

    public static async Task Contents(NpgsqlConnection connection, OrderedSlices slices, CancellationToken cancellation)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            "copy content (seq, local_date, stream, reporter, payload) from stdin (format binary)", cancellation).ConfigureAwait(false);
        foreach (var (_, slice) in slices.All)
        {
            for (var i = 0; i < slice.Events.Count; i++)
            {
                if (slice.Events[i].Content is not { } content) continue;
                await copy.StartRowAsync(cancellation).ConfigureAwait(false);
                await copy.WriteAsync((long)slice.FirstSeq + i, NpgsqlDbType.Bigint, cancellation).ConfigureAwait(false);
                await copy.WriteAsync(content.LocalDate, NpgsqlDbType.Integer, cancellation).ConfigureAwait(false);
                await copy.WriteAsync(slice.Stream, NpgsqlDbType.Text, cancellation).ConfigureAwait(false);
                await copy.WriteAsync(content.Reporter, NpgsqlDbType.Text, cancellation).ConfigureAwait(false);
                await copy.WriteAsync(content.Payload, NpgsqlDbType.Bytea, cancellation).ConfigureAwait(false);
            }
        }
        await copy.CompleteAsync(cancellation).ConfigureAwait(false);
    }

    public static async Task Rows(NpgsqlConnection connection, ShapeRows rows, CancellationToken cancellation)
    {
        if (rows.Rows.Count == 0) return;
        var columns = rows.Shape.Columns;
        await using var copy = await connection.BeginBinaryImportAsync(
            $"copy {rows.Shape.Table.Name} ({string.Join(", ", columns.Select(c => c.Name))}) from stdin (format binary)", cancellation).ConfigureAwait(false);
        foreach (var row in rows.Rows)
        {
            await copy.StartRowAsync(cancellation).ConfigureAwait(false);
            for (var i = 0; i < row.Length; i++) await Write(copy, columns[i].Type, row[i], cancellation).ConfigureAwait(false);
        }
        await copy.CompleteAsync(cancellation).ConfigureAwait(false);
    }

    private static Task Write(NpgsqlBinaryImporter copy, ColumnType type, RowValue value, CancellationToken cancellation) => type switch
    {
        ColumnType.Text => copy.WriteAsync(value.Text, NpgsqlDbType.Text, cancellation),
        ColumnType.Integer => copy.WriteAsync((int)value.Number, NpgsqlDbType.Integer, cancellation),
        ColumnType.Bigint => copy.WriteAsync(value.Number, NpgsqlDbType.Bigint, cancellation),
        ColumnType.Real => copy.WriteAsync(value.Real, NpgsqlDbType.Double, cancellation),
        ColumnType.Boolean => copy.WriteAsync(value.Number != 0, NpgsqlDbType.Boolean, cancellation),
        ColumnType.Bytes => copy.WriteAsync(value.ToBytes(), NpgsqlDbType.Bytea, cancellation),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "not a type of a column"),
    };
}

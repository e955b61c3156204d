using Npgsql;
using NpgsqlTypes;
using RealtimeGov.Journal.Appends;

namespace RealtimeGov.Journal.Postgres.Commit;

/// <summary>The tables with a row for each event, written by binary COPY within an open transaction.</summary>
internal static class BulkCopy
{
    public static async Task Journal(NpgsqlConnection connection, OrderedSlices slices, CancellationToken cancellation)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            "copy journal (seq, incarnation, append, stream, facts) from stdin (format binary)", cancellation).ConfigureAwait(false);
        foreach (var (append, slice) in slices.All)
        {
            var seq = (long)slice.FirstSeq;
            foreach (var e in slice.Events)
            {
                await copy.StartRowAsync(cancellation).ConfigureAwait(false);
                await copy.WriteAsync(seq++, NpgsqlDbType.Bigint, cancellation).ConfigureAwait(false);
                await copy.WriteAsync(append.Incarnation, NpgsqlDbType.Bigint, cancellation).ConfigureAwait(false);
                await copy.WriteAsync(append.Number, NpgsqlDbType.Bigint, cancellation).ConfigureAwait(false);
                await copy.WriteAsync(slice.Stream, NpgsqlDbType.Text, cancellation).ConfigureAwait(false);
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

    public static async Task Reports(NpgsqlConnection connection, IReadOnlyList<Append> batch, CancellationToken cancellation)
    {
        await using var copy = await connection.BeginBinaryImportAsync("""
            copy report (seq, observed_at_us, received_at_us, local_date, origin, outcome, place_unsure, report_id, grid, category, unit, issue_id)
            from stdin (format binary)
            """, cancellation).ConfigureAwait(false);
        foreach (var append in batch)
            foreach (var row in append.Rows.Reports)
            {
                var e = row.Report;
                await copy.StartRowAsync(cancellation).ConfigureAwait(false);
                await copy.WriteAsync((long)row.Seq, NpgsqlDbType.Bigint, cancellation).ConfigureAwait(false);
                await copy.WriteAsync(e.ObservedAtUs, NpgsqlDbType.Bigint, cancellation).ConfigureAwait(false);
                await copy.WriteAsync(e.ReceivedAtUs, NpgsqlDbType.Bigint, cancellation).ConfigureAwait(false);
                await copy.WriteAsync(e.LocalDate, NpgsqlDbType.Integer, cancellation).ConfigureAwait(false);
                await copy.WriteAsync((int)e.Origin, NpgsqlDbType.Integer, cancellation).ConfigureAwait(false);
                await copy.WriteAsync((int)e.Outcome, NpgsqlDbType.Integer, cancellation).ConfigureAwait(false);
                await copy.WriteAsync(e.PlaceUnsure, NpgsqlDbType.Boolean, cancellation).ConfigureAwait(false);
                await copy.WriteAsync(e.ReportId.ToByteArray(), NpgsqlDbType.Bytea, cancellation).ConfigureAwait(false);
                await copy.WriteAsync(row.Grid, NpgsqlDbType.Text, cancellation).ConfigureAwait(false);
                await copy.WriteAsync(e.Category, NpgsqlDbType.Text, cancellation).ConfigureAwait(false);
                await copy.WriteAsync(e.Unit, NpgsqlDbType.Text, cancellation).ConfigureAwait(false);
                await copy.WriteAsync(e.IssueId, NpgsqlDbType.Text, cancellation).ConfigureAwait(false);
            }
        await copy.CompleteAsync(cancellation).ConfigureAwait(false);
    }
}

using Npgsql;
using NpgsqlTypes;

namespace RealtimeGov.Bench.Ingest.Raw;

/// <summary>Binary COPY on one connection into the shipped tables; the day rows by upsert, prepared.</summary>
public sealed class PostgresRaw(NpgsqlConnection connection) : IAsyncDisposable
{
    public static async Task<PostgresRaw> Open(string connectionString)
    {
        var connection = new NpgsqlConnection(connectionString + ";Pooling=false;Max Auto Prepare=8;Auto Prepare Min Usages=1");
        await connection.OpenAsync();
        return new PostgresRaw(connection);
    }

    public async Task Write(IReadOnlyList<RawReport> transaction, IReadOnlyList<RawDay> days, long number)
    {
        await using var unit = await connection.BeginTransactionAsync();
        await Journal(transaction, number);
        await Copy("content (seq, local_date, stream, reporter, payload)", transaction, (copy, r) =>
        {
            copy.Write(r.Seq, NpgsqlDbType.Bigint);
            copy.Write(r.LocalDate, NpgsqlDbType.Integer);
            copy.Write("grid/" + r.Grid, NpgsqlDbType.Text);
            copy.Write("", NpgsqlDbType.Text);
            copy.Write(r.Content, NpgsqlDbType.Bytea);
        });
        await Copy("report_id (report_id, grid, issue_id)", transaction, (copy, r) =>
        {
            copy.Write(r.Id, NpgsqlDbType.Uuid);
            copy.Write(r.Grid, NpgsqlDbType.Text);
            copy.Write(r.IssueId, NpgsqlDbType.Text);
        });
        await Copy(
            "report (seq, observed_at_us, received_at_us, local_date, origin, outcome, place_unsure, report_id, grid, category, unit, issue_id)",
            transaction, Report);
        await Copy(
            "issue (seq, observed_at_us, opened_at_us, place_unsure, issue_id, grid, category, state, report_id, possible_duplicates)",
            transaction, Issue);
        foreach (var day in days) await Day(day);
        await unit.CommitAsync();
    }

    public async Task<long> CountReports()
    {
        await using var count = new NpgsqlCommand("select count(*) from report", connection);
        return (long)(await count.ExecuteScalarAsync())!;
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private async Task Journal(IReadOnlyList<RawReport> transaction, long number)
    {
        await using var copy = await connection.BeginBinaryImportAsync("""
            copy journal (seq, incarnation, append, recorded_at_us, cause_seq, command_id, stream, type, principal_kind, principal_id, cause_stream, facts)
            from stdin (format binary)
            """);
        foreach (var r in transaction)
        {
            Event(copy, "grid/" + r.Grid, r.Seq, number, "ReportAccepted", r.ReceivedAtUs, r.Id, "", 0, r.Facts);
            Event(copy, "issue/" + r.IssueId, 1, number, "IssueOpened", r.ReceivedAtUs, r.Id, "grid/" + r.Grid, r.Seq, r.IssueFacts);
        }
        await copy.CompleteAsync();
    }

    private static void Event(
        NpgsqlBinaryImporter copy, string stream, long seq, long number, string type, long recordedAtUs, Guid command, string causeStream, long causeSeq, byte[] facts)
    {
        copy.StartRow();
        copy.Write(seq, NpgsqlDbType.Bigint);
        copy.Write(1L, NpgsqlDbType.Bigint);
        copy.Write(number, NpgsqlDbType.Bigint);
        copy.Write(recordedAtUs, NpgsqlDbType.Bigint);
        copy.Write(causeSeq, NpgsqlDbType.Bigint);
        copy.Write(command, NpgsqlDbType.Uuid);
        copy.Write(stream, NpgsqlDbType.Text);
        copy.Write(type, NpgsqlDbType.Text);
        copy.Write("device", NpgsqlDbType.Text);
        copy.Write("device-token", NpgsqlDbType.Text);
        copy.Write(causeStream, NpgsqlDbType.Text);
        copy.Write(facts, NpgsqlDbType.Bytea);
    }

    private static void Report(NpgsqlBinaryImporter copy, RawReport r)
    {
        copy.Write(r.Seq, NpgsqlDbType.Bigint);
        copy.Write(r.ObservedAtUs, NpgsqlDbType.Bigint);
        copy.Write(r.ReceivedAtUs, NpgsqlDbType.Bigint);
        copy.Write(r.LocalDate, NpgsqlDbType.Integer);
        copy.Write(6, NpgsqlDbType.Integer);
        copy.Write(1, NpgsqlDbType.Integer);
        copy.Write(false, NpgsqlDbType.Boolean);
        copy.Write(r.IdBytes, NpgsqlDbType.Bytea);
        copy.Write(r.Grid, NpgsqlDbType.Text);
        copy.Write(r.Category, NpgsqlDbType.Text);
        copy.Write("", NpgsqlDbType.Text);
        copy.Write(r.IssueId, NpgsqlDbType.Text);
    }

    private static void Issue(NpgsqlBinaryImporter copy, RawReport r)
    {
        copy.Write(1L, NpgsqlDbType.Bigint);
        copy.Write(r.ObservedAtUs, NpgsqlDbType.Bigint);
        copy.Write(r.ReceivedAtUs, NpgsqlDbType.Bigint);
        copy.Write(false, NpgsqlDbType.Boolean);
        copy.Write(r.IssueId, NpgsqlDbType.Text);
        copy.Write(r.Grid, NpgsqlDbType.Text);
        copy.Write(r.Category, NpgsqlDbType.Text);
        copy.Write("open", NpgsqlDbType.Text);
        copy.Write(r.IdBytes, NpgsqlDbType.Bytea);
        copy.Write("", NpgsqlDbType.Text);
    }

    private async Task Day(RawDay day)
    {
        await using var upsert = new NpgsqlCommand("""
            insert into day_tally (local_date, unit, grid, seq, invalid, opened, joined, recorded, by_category)
            values ($1, '', $2, $3, 0, $4, 0, 0, $5)
            on conflict (local_date, unit, grid) do update set seq = excluded.seq, opened = excluded.opened, by_category = excluded.by_category
            """, connection);
        upsert.Parameters.Add(new NpgsqlParameter<int> { TypedValue = day.LocalDate });
        upsert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = day.Grid, NpgsqlDbType = NpgsqlDbType.Text });
        upsert.Parameters.Add(new NpgsqlParameter<long> { TypedValue = day.Seq });
        upsert.Parameters.Add(new NpgsqlParameter<long> { TypedValue = day.Opened });
        upsert.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = day.ByCategory });
        await upsert.ExecuteNonQueryAsync();
    }

    private async Task Copy(string table, IReadOnlyList<RawReport> transaction, Action<NpgsqlBinaryImporter, RawReport> write)
    {
        await using var copy = await connection.BeginBinaryImportAsync($"copy {table} from stdin (format binary)");
        foreach (var report in transaction)
        {
            copy.StartRow();
            write(copy, report);
        }
        await copy.CompleteAsync();
    }
}

using System.Text.Json;
using Microsoft.Data.Sqlite;
using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.Summaries;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Journal.Stores;
using RealtimeGov.Protos;

namespace RealtimeGov.Journal.Sqlite;

/// <summary>What waking grains read.</summary>
internal sealed class SqliteStreams(SqliteReaders readers, SqliteStore snapshots) : IStreams
{
    public Task<StreamHistory> Load(string stream, CancellationToken cancellation) => readers.Read(connection =>
    {
        ulong snapshotSeq = 0;
        byte[]? snapshot = null;
        // A snapshot above the head is of something that was never durable: ignored.
        using (var query = new Statement(connection, """
            select seq, state from snapshot s where stream = $1 and exists (select 1 from journal j where j.stream = s.stream and j.seq = s.seq)
            """))
        {
            using var row = query.Query(stream);
            if (row.Read()) (snapshotSeq, snapshot) = ((ulong)row.GetInt64(0), row.GetFieldValue<byte[]>(1));
        }
        var tail = new List<byte[]>();
        var causes = new List<(ulong, EventCause)>();
        using (var query = new Statement(connection, "select seq, facts, cause_stream, cause_seq from journal where stream = $1 and seq > $2 order by seq"))
        {
            using var rows = query.Query(stream, (long)snapshotSeq);
            while (rows.Read())
            {
                if ((ulong)rows.GetInt64(0) != snapshotSeq + (ulong)tail.Count + 1)
                    throw new InvalidDataException($"the journal of {stream} lacks event {snapshotSeq + (ulong)tail.Count + 1}: restore the data folder from a backup");
                tail.Add(rows.GetFieldValue<byte[]>(1));
                if (rows.GetInt64(3) > 0) causes.Add(((ulong)rows.GetInt64(0), new EventCause(rows.GetString(2), (ulong)rows.GetInt64(3))));
            }
        }
        return new StreamHistory(snapshotSeq, snapshot, tail) { Causes = causes };
    }, cancellation);

    public Task<IReadOnlyDictionary<ulong, Content>> Contents(string stream, IReadOnlyList<ulong> seqs, CancellationToken cancellation) =>
        readers.Read<IReadOnlyDictionary<ulong, Content>>(connection =>
        {
            var contents = new Dictionary<ulong, Content>(seqs.Count);
            if (seqs.Count == 0) return contents;
            using var query = new Statement(connection, "select seq, payload from content where stream = $1 and seq in (select value from json_each($2))");
            using var rows = query.Query(stream, JsonSerializer.Serialize(seqs));
            while (rows.Read()) contents[(ulong)rows.GetInt64(0)] = Content.Parser.ParseFrom(rows.GetFieldValue<byte[]>(1).AsSpan());
            return contents;
        }, cancellation);

    public Task<IReadOnlyDictionary<DayKey, DayRow>> Days(string grid, IReadOnlyList<DayKey> keys, CancellationToken cancellation) =>
        readers.Read<IReadOnlyDictionary<DayKey, DayRow>>(connection =>
        {
            var days = new Dictionary<DayKey, DayRow>(keys.Count);
            foreach (var key in keys)
                if (Day(connection, grid, key) is { } tally)
                    days[key] = new DayRow(tally, NewestReports.Read(connection, key.Date, key.Unit, [grid], Newest.Max));
            return days;
        }, cancellation);

    public Task<CountedReport?> Report(string grid, Guid reportId, CancellationToken cancellation) => readers.Read(connection =>
    {
        // From the newest day back, for what is withdrawn is young; an id that the grid never claimed is looked for nowhere.
        using var query = new Statement(connection, """
            select seq, local_date, category, unit, outcome, withdrawn_seq, issue_id, reviewed, observed_at_us from report
            where grid = $1 and report_id = $2 and exists (select 1 from report_id claim where claim.report_id = $2 and claim.grid = $1)
            order by local_date desc, seq desc limit 1
            """);
        using var row = query.Query(grid, BatchWriter.Bytes(reportId));
        return row.Read()
            ? new CountedReport((ulong)row.GetInt64(0), row.GetInt32(1), row.GetString(2), row.GetString(3), (Outcome)row.GetInt32(4), row.GetInt64(5) > 0,
                row.GetString(6), row.GetInt32(7) != 0, row.GetInt64(8), (ulong)row.GetInt64(5))
            : null;
    }, cancellation);

    public Task SaveSnapshot(string stream, ulong seq, byte[] state, CancellationToken cancellation) =>
        snapshots.SaveSnapshot(stream, seq, state, cancellation);

    private static DayTally? Day(SqliteConnection connection, string grid, DayKey key)
    {
        using var query = new Statement(connection, $"{DayTallies.Select} where local_date = $1 and unit = $2 and grid = $3");
        using var row = query.Query(key.Date, key.Unit, grid);
        return row.Read() ? DayTallies.From(row) : null;
    }
}

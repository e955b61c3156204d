using Npgsql;
using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.Summaries;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Stores;
using RealtimeGov.Protos;

namespace RealtimeGov.Journal.Postgres.Queries;

/// <summary>What waking grains read.</summary>
internal sealed class PostgresStreams(PostgresReaders readers, NpgsqlDataSource snapshots) : IStreams
{
    /// <summary>Snapshots being written at once; a cache need not crowd out what is waited for.</summary>
    private readonly SemaphoreSlim room = new(2);

    public Task<StreamHistory> Load(string stream, CancellationToken cancellation) => readers.OnOneMoment(async moment =>
    {
        var kept = await moment.Rows(ReadQueries.Snapshot, row => (Seq: (ulong)row.GetInt64(0), State: row.GetFieldValue<byte[]>(1)), Values.Of(stream)).ConfigureAwait(false);
        var (seq, state) = kept.Count > 0 ? (kept[0].Seq, kept[0].State) : (0, (byte[]?)null);
        var tail = await moment.Rows(ReadQueries.Tail, row => (
            Seq: (ulong)row.GetInt64(0), Facts: row.GetFieldValue<byte[]>(1), Cause: new EventCause(row.GetString(2), (ulong)row.GetInt64(3))),
            Values.Of(stream), Values.Of(seq)).ConfigureAwait(false);
        for (var i = 0; i < tail.Count; i++)
            if (tail[i].Seq != seq + (ulong)i + 1)
                throw new InvalidDataException($"the journal of {stream} lacks event {seq + (ulong)i + 1}: restore the database from a backup");
        return new StreamHistory(seq, state, tail.ConvertAll(e => e.Facts))
        {
            Causes = [.. tail.Where(e => !e.Cause.IsNone).Select(e => (e.Seq, e.Cause))],
        };
    }, cancellation);

    public async Task<IReadOnlyDictionary<ulong, Content>> Contents(string stream, IReadOnlyList<ulong> seqs, CancellationToken cancellation)
    {
        var rows = await readers.Rows(ReadQueries.Contents, row => (Seq: (ulong)row.GetInt64(0), Payload: row.GetFieldValue<byte[]>(1)), cancellation,
            Values.Of(stream), Values.Of(seqs)).ConfigureAwait(false);
        return rows.ToDictionary(row => row.Seq, row => Content.Parser.ParseFrom(row.Payload.AsSpan()));
    }

    public Task<IReadOnlyDictionary<DayKey, DayRow>> Days(string grid, IReadOnlyList<DayKey> keys, CancellationToken cancellation) =>
        readers.OnOneMoment<IReadOnlyDictionary<DayKey, DayRow>>(async moment =>
        {
            var days = new Dictionary<DayKey, DayRow>(keys.Count);
            foreach (var key in keys)
            {
                var tally = await moment.Rows(ReadQueries.Day, ReadQueries.ToTally, Values.Of(key.Date), Values.Of(key.Unit), Values.Of(grid)).ConfigureAwait(false);
                if (tally.Count == 0) continue;
                var newest = await moment.Rows(ReadQueries.Newest, ReadQueries.ToFeedItem,
                    Values.Of(key.Date), Values.Of(key.Unit), Values.Of([grid]), Values.Of(Newest.Max)).ConfigureAwait(false);
                days[key] = new DayRow(tally[0], newest);
            }
            return days;
        }, cancellation);

    public async Task<CountedReport?> Report(string grid, Guid reportId, CancellationToken cancellation) =>
        (await readers.Rows(ReadQueries.Report, ReadQueries.ToCounted, cancellation,
            Values.Of(grid), Values.Of(reportId.ToByteArray(bigEndian: true)), Values.Of(reportId)).ConfigureAwait(false)).SingleOrDefault();

    public async Task SaveSnapshot(string stream, ulong seq, byte[] state, CancellationToken cancellation)
    {
        await room.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            await using var command = snapshots.CreateCommand("""
                insert into snapshot (stream, seq, state) values ($1, $2, $3)
                on conflict (stream) do update set seq = excluded.seq, state = excluded.state where excluded.seq > snapshot.seq
                """);
            command.Parameters.Add(Values.Of(stream));
            command.Parameters.Add(Values.Of(seq));
            command.Parameters.Add(Values.Of(state));
            await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            room.Release();
        }
    }
}

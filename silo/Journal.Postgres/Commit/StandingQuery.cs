using Npgsql;
using NpgsqlTypes;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Stores;

namespace RealtimeGov.Journal.Postgres.Commit;

/// <summary>
/// How appends stand against what is durable. Of one moment: an append whose own commit was lost from sight, and lands
/// meanwhile, must not be taken for another that holds its ids.
/// </summary>
internal static class StandingQuery
{
    private const string Slices = """
        select at.incarnation, at.append, next.seq = 1 or exists (select from journal before where before.stream = next.stream and before.seq = next.seq - 1)
        from unnest($1, $2) with ordinality next (stream, seq, n)
        left join journal at on at.stream = next.stream and at.seq = next.seq
        order by n
        """;

    public static async Task<IReadOnlyList<Standing>> Run(NpgsqlConnection connection, IReadOnlyList<Append> batch, CancellationToken cancellation)
    {
        await using var query = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("begin isolation level repeatable read, read only"),
                new(Slices)
                {
                    Parameters =
                    {
                        Array(NpgsqlDbType.Text, batch.SelectMany(a => a.Slices).Select(s => s.Stream)),
                        Array(NpgsqlDbType.Bigint, batch.SelectMany(a => a.Slices).Select(s => (long)s.FirstSeq)),
                    },
                },
                new("select report_id, grid, issue_id, digest, sender from report_id where report_id = any($1)") { Parameters = { Ids(batch, areRefused: false) } },
                new("select report_id, grid, '', null::bytea, '' from refused_id where report_id = any($1)") { Parameters = { Ids(batch, areRefused: true) } },
                new("commit"),
            },
        };
        await using var rows = await query.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        var slices = await Stand(rows, batch, cancellation).ConfigureAwait(false);
        var held = new Dictionary<(Guid, bool), ClaimHeld>();
        foreach (var isRefused in (bool[])[false, true])
        {
            await rows.NextResultAsync(cancellation).ConfigureAwait(false);
            while (await rows.ReadAsync(cancellation).ConfigureAwait(false))
                held[(rows.GetGuid(0), isRefused)] = new ClaimHeld(rows.GetGuid(0), rows.GetString(1), rows.GetString(2), isRefused, rows.IsDBNull(3) ? null : rows.GetFieldValue<byte[]>(3), rows.GetString(4));
        }
        return [.. batch.Zip(slices, (append, kinds) => new Standing(kinds, kinds.Contains(SliceStatus.AlreadyCommitted) ? [] : Held(append, held)))];
    }

    private static async Task<List<SliceStatus[]>> Stand(NpgsqlDataReader rows, IReadOnlyList<Append> batch, CancellationToken cancellation)
    {
        var standings = new List<SliceStatus[]>(batch.Count);
        foreach (var append in batch)
        {
            var kinds = new SliceStatus[append.Slices.Count];
            for (var i = 0; i < kinds.Length; i++)
            {
                await rows.ReadAsync(cancellation).ConfigureAwait(false);
                kinds[i] = rows.IsDBNull(0) ? (rows.GetBoolean(2) ? SliceStatus.Appendable : SliceStatus.Gap)
                    : rows.GetInt64(0) == append.Incarnation && rows.GetInt64(1) == append.Number ? SliceStatus.AlreadyCommitted
                    : SliceStatus.Conflict;
            }
            standings.Add(kinds);
        }
        return standings;
    }

    private static IReadOnlyList<ClaimHeld> Held(Append append, Dictionary<(Guid, bool), ClaimHeld> held)
    {
        var found = new List<ClaimHeld>();
        foreach (var claim in append.Claims)
            if (held.TryGetValue((claim.ReportId, claim.Refused), out var by)) found.Add(by);
        return found;
    }

    private static NpgsqlParameter Ids(IReadOnlyList<Append> batch, bool areRefused) =>
        Array(NpgsqlDbType.Uuid, batch.SelectMany(a => a.Claims).Where(c => c.Refused == areRefused).Select(c => c.ReportId));

    private static NpgsqlParameter<T[]> Array<T>(NpgsqlDbType type, IEnumerable<T> values) =>
        new() { TypedValue = [.. values], NpgsqlDbType = NpgsqlDbType.Array | type };
}

using Npgsql;
using NpgsqlTypes;
using RealtimeGov.Journal.Search;

namespace RealtimeGov.Journal.Postgres.Queries;

/// <summary>Makes texts findable. Of all processes of the town one does it at a time, under a lock that ends with its transaction.</summary>
internal sealed class PostgresSearch(NpgsqlDataSource connections) : ISearchIndex
{
    public static readonly SearchDialect Dialect = new("search_text t", "t.pairs @> @pairs", "t.id", pairs => pairs.ToArray());

    /// <summary>Its own among PostgreSQL's advisory locks: any number, as long as it stays the same.</summary>
    private const long LockKey = 0x5265_616c_476f_7603;

    private const string Write = """
        insert into search_text (issue_id, stream, seq, text, pairs)
        select n.issue_id, n.stream, n.seq, n.text, string_to_array(n.pairs, ' ')
        from unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::bytea[]) with ordinality as n (issue_id, stream, seq, text, pairs, payload, at)
        join content c on c.stream = n.stream and c.seq = n.seq and c.payload = n.payload -- what was erased or changed since left a note of its own
        order by n.at
        on conflict (stream, seq) do nothing
        """;

    public async Task<int> IndexNext(int limit, CancellationToken cancellation)
    {
        await using var connection = await connections.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(cancellation).ConfigureAwait(false);
        if (!await Locks(connection, cancellation).ConfigureAwait(false)) return 0;
        var notes = await Notes(connection, limit, cancellation).ConfigureAwait(false);
        if (notes.Count == 0) return 0;
        var texts = notes.Select(note => note.ToSearched()).OfType<SearchedText>().ToList();
        if (texts.Count > 0) await Keep(connection, texts, cancellation).ConfigureAwait(false);
        await using (var forget = new NpgsqlCommand("delete from search_note where id = any($1)", connection) { Parameters = { new() { Value = notes.Select(note => note.Note).ToArray() } } })
            await forget.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        await transaction.CommitAsync(cancellation).ConfigureAwait(false);
        return notes.Count;
    }

    private static async Task<bool> Locks(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand($"select pg_try_advisory_xact_lock({LockKey})", connection);
        return (bool)(await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false))!;
    }

    private static async Task<List<NotedText>> Notes(NpgsqlConnection connection, int limit, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(NotedText.Select, connection) { Parameters = { new() { Value = limit } } };
        await using var rows = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        var notes = new List<NotedText>();
        while (await rows.ReadAsync(cancellation).ConfigureAwait(false)) notes.Add(NotedText.From(rows));
        return notes;
    }

    private static async Task Keep(NpgsqlConnection connection, List<SearchedText> texts, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Write, connection)
        {
            Parameters =
            {
                Of(NpgsqlDbType.Text, texts.Select(text => text.Of.IssueId).ToArray()), Of(NpgsqlDbType.Text, texts.Select(text => text.Of.Stream).ToArray()),
                Of(NpgsqlDbType.Bigint, texts.Select(text => (long)text.Of.Seq).ToArray()), Of(NpgsqlDbType.Text, texts.Select(text => text.Text).ToArray()),
                Of(NpgsqlDbType.Text, texts.Select(text => string.Join(' ', text.Pairs)).ToArray()), Of(NpgsqlDbType.Bytea, texts.Select(text => text.Of.Payload!).ToArray()),
            },
        };
        await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }

    private static NpgsqlParameter Of(NpgsqlDbType type, Array values) => new() { Value = values, NpgsqlDbType = NpgsqlDbType.Array | type };
}

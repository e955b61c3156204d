using Npgsql;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Outbox;

namespace RealtimeGov.Journal.Postgres.Queries;

/// <summary>Messages that are not yet acknowledged.</summary>
internal sealed class PostgresOutbox(PostgresReaders readers, NpgsqlDataSource deletions) : IOutbox
{
    private const string Select = "select sender, seq, target, previous, grid, command_id, type, payload from outbox";

    public async Task<IReadOnlyList<OutboxMessage>> OfGrids(IReadOnlyCollection<string> grids, int limit, CancellationToken cancellation) =>
        await readers.Rows($"{Select} where grid = any($1) order by sender, seq, target limit $2", ToMessage, cancellation, Values.Of(grids), Values.Of(limit)).ConfigureAwait(false);

    public async Task<IReadOnlyList<OutboxMessage>> OfLane(string sender, string target, int limit, CancellationToken cancellation) =>
        await readers.Rows($"{Select} where sender = $1 and target = $2 order by seq limit $3", ToMessage, cancellation,
            Values.Of(sender), Values.Of(target), Values.Of(limit)).ConfigureAwait(false);

    public async Task Acknowledge(OutboxMessage message, CancellationToken cancellation)
    {
        await using var command = deletions.CreateCommand("delete from outbox where sender = $1 and seq = $2 and target = $3");
        foreach (var value in (NpgsqlParameter[])[Values.Of(message.Sender), Values.Of(message.Seq), Values.Of(message.Target)]) command.Parameters.Add(value);
        await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }

    private static OutboxMessage ToMessage(NpgsqlDataReader row) => new(
        row.GetString(0), (ulong)row.GetInt64(1), row.GetString(2), (ulong)row.GetInt64(3), row.GetString(4), row.GetGuid(5), row.GetString(6), row.GetFieldValue<byte[]>(7));
}

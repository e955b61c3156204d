using System.Text.Json;
using Microsoft.Data.Sqlite;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Outbox;

namespace RealtimeGov.Journal.Sqlite;

/// <summary>Messages that are not yet acknowledged.</summary>
internal sealed class SqliteOutbox(SqliteReaders readers, SqliteWriter writer) : IOutbox
{
    private const string Select = "select sender, seq, target, previous, grid, command_id, type, payload from outbox";

    public Task<IReadOnlyList<OutboxMessage>> OfGrids(IReadOnlyCollection<string> grids, int limit, CancellationToken cancellation) =>
        readers.Read(connection => Read(
            connection, $"{Select} where grid in (select value from json_each($1)) order by sender, seq, target limit $2", JsonSerializer.Serialize(grids), limit), cancellation);

    public Task<IReadOnlyList<OutboxMessage>> OfLane(string sender, string target, int limit, CancellationToken cancellation) =>
        readers.Read(connection => Read(connection, $"{Select} where sender = $1 and target = $2 order by seq limit $3", sender, target, limit), cancellation);

    public Task Acknowledge(OutboxMessage message, CancellationToken cancellation) =>
        writer.Run(to => to.Acknowledge.Execute(message.Sender, message.Seq, message.Target), cancellation);

    private static IReadOnlyList<OutboxMessage> Read(SqliteConnection connection, string sql, params ReadOnlySpan<object> values)
    {
        using var query = new Statement(connection, sql);
        using var rows = query.Query(values);
        var messages = new List<OutboxMessage>();
        while (rows.Read())
            messages.Add(new OutboxMessage(
                rows.GetString(0), (ulong)rows.GetInt64(1), rows.GetString(2), (ulong)rows.GetInt64(3), rows.GetString(4),
                new Guid(rows.GetFieldValue<byte[]>(5), bigEndian: true), rows.GetString(6), rows.GetFieldValue<byte[]>(7)));
        return messages;
    }
}

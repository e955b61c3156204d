using System.Data.Common;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.ReadModel;
using RealtimeGov.Journal.Streams;

namespace RealtimeGov.Journal.Rebuild;

/// <summary>What a rebuild asks of either store: statements made of the tables' declarations, and how their rows are read.</summary>
public static class RebuildSql
{
    private const string Events =
        "select stream, seq, type, facts, recorded_at_us, principal_kind, principal_id, command_id, cause_stream, cause_seq from journal";

    public const string Next = $"{Events} where (stream, seq) > (@stream, @seq) order by stream, seq limit @limit";

    public const string NextOfStream = $"{Events} where stream = @stream and seq > @seq order by seq limit @limit";

    public const string Heads = "select stream, max(seq) from journal group by stream";

    public static string Shadow(ReadTable table) => $"rebuild_{table.Name}";

    /// <summary>Live values, then rebuilt ones, of rows that are on both sides and differ; then of those that one side lacks.</summary>
    public static IEnumerable<string> Differences(ReadTable table)
    {
        var (live, shadow) = (table.Name, Shadow(table));
        var values = table.Columns.Skip(table.Keys.Count).ToList();
        var on = string.Join(" and ", table.Keys.Select(c => $"l.{c.Name} = s.{c.Name}"));
        string Of(string side, IEnumerable<Column> columns) => string.Join(", ", columns.Select(c => $"{side}.{c.Name}"));
        string Nothing() => string.Join(", ", table.Columns.Select(_ => "null"));
        yield return $"select {Of("l", table.Columns)}, {Of("s", table.Columns)} from {live} l join {shadow} s on {on} where ({Of("l", values)}) <> ({Of("s", values)}) limit @limit";
        yield return $"select {Of("l", table.Columns)}, {Nothing()} from {live} l where not exists (select 1 from {shadow} s where {on}) limit @limit";
        yield return $"select {Nothing()}, {Of("s", table.Columns)} from {shadow} s where not exists (select 1 from {live} l where {on}) limit @limit";
    }

    public static string Row(ReadTable table, string from) =>
        $"select {Columns(table)} from {from} where {Key(table)}";

    public static string DeleteLive(ReadTable table) => $"delete from {table.Name} where {Key(table)}";

    public static string InsertRebuilt(ReadTable table) => $"insert into {table.Name} ({Columns(table)}) {Row(table, Shadow(table))}";

    public static StoredEvent ToEvent(DbDataReader row) => new(
        row.GetString(0), (ulong)row.GetInt64(1), row.GetString(2), row.GetFieldValue<byte[]>(3),
        new Envelope(
            row.GetInt64(4), Principal.Parse(row.GetString(5), row.GetString(6)),
            row.GetValue(7) is Guid id ? id : new Guid(row.GetFieldValue<byte[]>(7), bigEndian: true),
            new EventCause(row.GetString(8), (ulong)row.GetInt64(9))));

    public static RowPair ToPair(DbDataReader row)
    {
        var half = row.FieldCount / 2;
        return new RowPair(Values(row, 0, half), Values(row, half, half));
    }

    /// <summary>Null where the first is: a key is never null.</summary>
    public static IReadOnlyList<object>? Values(DbDataReader row, int from, int count) =>
        row.IsDBNull(from) ? null : [.. Enumerable.Range(from, count).Select(row.GetValue)];

    private static string Columns(ReadTable table) => string.Join(", ", table.Columns.Select(c => c.Name));

    private static string Key(ReadTable table) => string.Join(" and ", table.Keys.Select((c, i) => $"{c.Name} = @k{i}"));
}

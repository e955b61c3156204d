using RealtimeGov.Journal.Queries;

namespace RealtimeGov.Projections.People;

/// <summary>An event that a person or a service caused, with its envelope: what the audit has an entry of.</summary>
/// <param name="CommandId">16 bytes, big-endian.</param>
public sealed record ChangeRow(string Stream, ulong Seq, string Type, byte[] Facts, long RecordedAtUs, string PrincipalKind, string PrincipalId, byte[] CommandId)
{
    private const string Columns = "stream, seq, type, facts, recorded_at_us, principal_kind, principal_id, command_id";

    // Written as the index has it, so that it is used: what devices report is not among it.
    private const string ByPeople = "principal_kind in ('person', 'service')";

    /// <summary>Recorded at or after one instant and before another, in that order, not more than <paramref name="limit"/>.</summary>
    public static ReadQuery<ChangeRow> Between(long fromUs, long beforeUs, int limit) => new(
        $"select {Columns} from journal where {ByPeople} and recorded_at_us >= @from and recorded_at_us < @before order by recorded_at_us, stream, seq limit @limit",
        From, ("from", fromUs), ("before", beforeUs), ("limit", limit));

    /// <summary>After a place in that order.</summary>
    public static ReadQuery<ChangeRow> After(ChangeRow last, long beforeUs, int limit) => new(
        $"""
        select {Columns} from journal where {ByPeople} and recorded_at_us >= @from and recorded_at_us < @before
          and (recorded_at_us > @from or stream > @stream or (stream = @stream and seq > @seq))
        order by recorded_at_us, stream, seq limit @limit
        """,
        From, ("from", last.RecordedAtUs), ("before", beforeUs), ("stream", last.Stream), ("seq", (long)last.Seq), ("limit", limit));

    /// <summary>Streams that lack an event between their first and their last.</summary>
    public static ReadQuery<BrokenStream> Broken { get; } = new(
        "select stream, count(*), max(seq) from journal group by stream having count(*) <> max(seq) order by stream limit 100",
        row => new BrokenStream(row.GetString(0), (ulong)row.GetInt64(1), (ulong)row.GetInt64(2)));

    /// <summary>As entries name it.</summary>
    public string Name => $"{Stream} {Seq} {Type}";

    private static ChangeRow From(System.Data.Common.DbDataReader row) => new(
        row.GetString(0), (ulong)row.GetInt64(1), row.GetString(2), row.GetFieldValue<byte[]>(3), row.GetInt64(4), row.GetString(5), row.GetString(6), BytesOf(row, 7));

    // The one store keeps it as bytes, the other as a UUID.
    private static byte[] BytesOf(System.Data.Common.DbDataReader row, int at) => row.GetValue(at) is Guid id ? id.ToByteArray(bigEndian: true) : row.GetFieldValue<byte[]>(at);
}

/// <param name="Events">So many are there.</param>
/// <param name="Last">The last one's seq.</param>
public sealed record BrokenStream(string Stream, ulong Events, ulong Last);

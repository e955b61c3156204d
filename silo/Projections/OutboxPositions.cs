using RealtimeGov.Journal.Queries;

namespace RealtimeGov.Projections;

/// <summary>
/// The last message of a sender to a target that is not acknowledged. Read after the sender's stream: whatever else it sent was
/// received, so that its next message need not wait for it.
/// </summary>
public sealed record OutboxPosition(string Target, ulong Seq)
{
    public static ReadQuery<OutboxPosition> Of(string sender) => new(
        "select target, max(seq) from outbox where sender = @sender group by target",
        row => new OutboxPosition(row.GetString(0), (ulong)row.GetInt64(1)),
        ("sender", sender));
}

using Google.Protobuf;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Streams;

namespace RealtimeGov.Grains;

/// <summary>What a decision adds to the journal, before the incarnation signs it.</summary>
public sealed record Draft(Envelope Envelope, IReadOnlyList<StreamSlice> Slices, IReadOnlyList<Claim> Claims, ReadRows Rows)
{
    /// <summary>Messages to other grains.</summary>
    public IReadOnlyList<OutboxMessage> Outbox { get; init; } = [];

    /// <summary>Contents that are erased.</summary>
    public IReadOnlyList<Erasure> Erasures { get; init; } = [];

    /// <summary>Of one event of a stream that has no claims and tells nobody, with the rows that it makes.</summary>
    /// <param name="seq">The event's own.</param>
    /// <param name="kindCase">The event's KindCase.</param>
    /// <param name="after">The state that the event has been applied to.</param>
    public static Draft OfOne<TEvent, TState>(
        StreamKind<TEvent, TState> kind, string stream, string key, ulong seq, TEvent e, int kindCase, TState after, Envelope envelope, ContentRow? content = null)
        where TEvent : class, IMessage<TEvent>
    {
        var rows = new ReadRows();
        kind.Project(new StreamRun<TEvent>(stream, key, [new Recorded<TEvent>(seq, e, envelope)]), after, rows);
        return new Draft(envelope, [new StreamSlice(stream, seq, [kind.ToJournal(e, kindCase, content)])], [], rows);
    }
}

/// <summary>A decision: the reply, and what must be durable before it leaves.</summary>
/// <param name="Draft">Null when nothing changes: the reply then waits for what was decided before.</param>
/// <param name="WhenDurable">Run in the grain's turn once durable, before the reply.</param>
public sealed record Decided<TReply>(TReply Reply, Draft? Draft = null, Action? WhenDurable = null);

/// <summary>What became of a decision.</summary>
public enum CommitStatus
{
    /// <summary>Durable.</summary>
    Committed,

    /// <summary>The store did not take or did not tell it in time; it may be durable: RETRY.</summary>
    NotDurable,

    /// <summary>The store refuses the very data.</summary>
    InvalidData,
}

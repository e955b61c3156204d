using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Stores;

namespace RealtimeGov.Journal.Outbox;

/// <summary>
/// The number of the last message between one stream and each of its partners, folded from the stream's own events: of
/// those it sent, or of those it received. Part of the grain's state, and of its snapshot.
/// </summary>
public sealed class MessagePositions
{
    private readonly SortedDictionary<string, ulong> last = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, ulong> All => last;

    /// <summary>0 where there was none.</summary>
    public ulong Of(string partner) => last.GetValueOrDefault(partner);

    /// <summary>Folds one message in. An older one changes nothing.</summary>
    public void Advance(string partner, ulong seq) => last[partner] = Math.Max(Of(partner), seq);

    /// <summary>Folds in what led to events of the receiver: each names its message as its cause.</summary>
    public void Fold(StreamHistory history)
    {
        foreach (var (_, cause) in history.Causes) Advance(cause.Stream, cause.Seq);
    }

    /// <summary>The sender's next message to a target: to be written in the append that holds event <paramref name="seq"/>.</summary>
    public OutboxMessage Next(string sender, ulong seq, string target, string grid, Guid commandId, string type, byte[] payload)
    {
        var previous = Of(target);
        if (seq <= previous) throw new InvalidOperationException($"{sender} has sent message {previous} to {target}: {seq} cannot follow it");
        Advance(target, seq);
        return new OutboxMessage(sender, seq, target, previous, grid, commandId, type, payload);
    }

    /// <summary>
    /// What the receiver does with a message. One that is accepted must be answered by an append of the receiver whose
    /// cause it is, and only then acknowledged.
    /// </summary>
    public Reception Receive(OutboxMessage message)
    {
        var position = Of(message.Sender);
        if (message.Seq <= position) return Reception.Repeated;
        return message.Previous <= position ? Reception.Accepted : Reception.PredecessorMissing;
    }
}

public enum Reception
{
    /// <summary>The next one: the receiver decides on it.</summary>
    Accepted,

    /// <summary>Decided on before: acknowledged again, and nothing changes.</summary>
    Repeated,

    /// <summary>Another from this sender comes first: refused until that one was received.</summary>
    PredecessorMissing,
}

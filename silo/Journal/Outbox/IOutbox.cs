using RealtimeGov.Journal.Appends;

namespace RealtimeGov.Journal.Outbox;

/// <summary>Messages that are durable and not yet acknowledged.</summary>
public interface IOutbox
{
    /// <summary>Of the senders that live with these grids, in the order of (sender, seq, target), at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<OutboxMessage>> OfGrids(IReadOnlyCollection<string> grids, int limit, CancellationToken cancellation);

    /// <summary>Of one sender to one target, in order, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<OutboxMessage>> OfLane(string sender, string target, int limit, CancellationToken cancellation);

    /// <summary>Deletes a message that its receiver has acknowledged. Once more changes nothing.</summary>
    Task Acknowledge(OutboxMessage message, CancellationToken cancellation);
}

namespace RealtimeGov.Domain.Grids;

/// <summary>
/// The ids a grid has seen in the last eight days, so that a repeated one is seldom looked up in the store. Forgetting
/// costs a look-up, never a count: the store claims every id for ever.
/// </summary>
public sealed class KnownIds
{
    public const int Days = 8;

    private readonly Dictionary<Guid, Known> byId = [];
    private readonly Queue<Guid> order = new();

    public int Count => byId.Count;

    /// <summary>In the order in which they were added, which is that of their receipt.</summary>
    public IEnumerable<KeyValuePair<Guid, Known>> All => order.Select(id => KeyValuePair.Create(id, byId[id]));

    /// <summary>Makes room for as many at once; growing by and by costs several times that.</summary>
    public void EnsureCapacity(int ids)
    {
        byId.EnsureCapacity(ids);
        order.EnsureCapacity(ids);
    }

    public bool TryGet(Guid id, out Known known) => byId.TryGetValue(id, out known);

    public void Add(Guid id, Known known)
    {
        if (byId.TryAdd(id, known)) order.Enqueue(id);
    }

    /// <summary>Forgets what was received before <paramref name="instantUs"/>.</summary>
    public void ForgetBefore(long instantUs)
    {
        while (order.TryPeek(out var oldest) && byId[oldest].ReceivedAtUs < instantUs) byId.Remove(order.Dequeue());
    }
}

/// <summary>What a repeated id is answered with.</summary>
/// <param name="Issue">The number of the grid's issue that it opened or joined; 0 for none.</param>
/// <param name="ContentMark">Of its <see cref="ContentDigest"/>; 0 where none was kept.</param>
/// <param name="Sender">Its <see cref="SenderMark"/>; 0 where none was kept.</param>
public readonly record struct Known(ulong Issue, long ReceivedAtUs, uint ContentMark = 0, uint Sender = 0);

namespace RealtimeGov.Journal.Search;

/// <summary>
/// What makes texts findable, beside the journal and behind it: whatever is written or erased leaves a note in the same
/// transaction, and the index follows. What is erased is found no more from that transaction on.
/// </summary>
public interface ISearchIndex
{
    /// <summary>Takes the next notes, in the order in which they were left. Returns how many: fewer than the limit when it has caught up.</summary>
    /// <remarks>While another process of the town does it, none.</remarks>
    Task<int> IndexNext(int limit, CancellationToken cancellation);
}

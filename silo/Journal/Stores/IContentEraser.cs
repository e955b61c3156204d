using RealtimeGov.Journal.Queries;

namespace RealtimeGov.Journal.Stores;

/// <summary>Takes contents out of a store for good. No fact and no count changes by it.</summary>
public interface IContentEraser
{
    /// <summary>Contents of a stream up to an event; how many there were. What is gone already stays gone.</summary>
    /// <remarks>Done, and flushed, when it returns; also where it was: free pages and, as far as no reader is under way, the log.</remarks>
    Task<int> Erase(string stream, ulong upToSeq, CancellationToken cancellation);

    /// <summary>
    /// What an append erased before, and a backup brought back: the same again, with its photos. Nothing where the journal has another event in
    /// that place: it went on from a backup of before, and what is there was never erased.
    /// </summary>
    Task<int> Erase(ErasedContent erased, CancellationToken cancellation);
}

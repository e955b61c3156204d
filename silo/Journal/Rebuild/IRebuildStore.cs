using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.ReadModel;
using RealtimeGov.Journal.Streams;

namespace RealtimeGov.Journal.Rebuild;

/// <summary>
/// One session beside the running system: it reads the journal, keeps shadow tables that end with it, and for a moment
/// keeps everybody else from appending.
/// </summary>
public interface IRebuildStore : IAsyncDisposable
{
    /// <summary>Makes each table's shadow, empty.</summary>
    Task Prepare(IReadOnlyList<ReadTable> tables, CancellationToken cancellation);

    /// <summary>Events after a place, in the order of (stream, seq), at most <paramref name="limit"/>.</summary>
    /// <param name="within">Only of this stream; null: of all.</param>
    Task<IReadOnlyList<StoredEvent>> Read(EventCause after, string? within, int limit, CancellationToken cancellation);

    /// <summary>How far each stream has come.</summary>
    Task<IReadOnlyDictionary<string, ulong>> Heads(CancellationToken cancellation);

    /// <summary>Writes rows into the shadows.</summary>
    Task Write(ReadRows rows, CancellationToken cancellation);

    /// <summary>The rows in which a table and its shadow differ, with both sides, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<RowPair>> Differences(ReadTable table, int limit, CancellationToken cancellation);

    /// <summary>One row of a table and of its shadow, by its key.</summary>
    Task<RowPair> Pair(ReadTable table, IReadOnlyList<object> key, CancellationToken cancellation);

    /// <summary>Runs with the journal standing still: nobody appends until it is over. Kept if it returns true, else rolled back.</summary>
    Task<bool> WhileNobodyAppends(Func<Task<bool>> work, CancellationToken cancellation);

    /// <summary>Within <see cref="WhileNobodyAppends"/>: puts the shadow's row in place of the table's.</summary>
    Task Replace(ReadTable table, IReadOnlyList<object> key, CancellationToken cancellation);
}

/// <summary>A row as it is live and as the journal makes it; null where there is none. Values in the order of the table's columns.</summary>
public sealed record RowPair(IReadOnlyList<object>? Live, IReadOnlyList<object>? Rebuilt);

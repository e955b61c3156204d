using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.Summaries;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Protos;

namespace RealtimeGov.Journal.Stores;

/// <summary>What a grain reads when it wakes, and when a decision needs what it no longer holds.</summary>
public interface IStreams
{
    /// <summary>The snapshot, if there is a usable one, and the events after it: of one moment, durable.</summary>
    Task<StreamHistory> Load(string stream, CancellationToken cancellation);

    /// <summary>Contents by seq; those erased are missing.</summary>
    Task<IReadOnlyDictionary<ulong, Content>> Contents(string stream, IReadOnlyList<ulong> seqs, CancellationToken cancellation);

    /// <summary>A grid's day rows with the newest reports of each; a day without reports has no entry.</summary>
    Task<IReadOnlyDictionary<DayKey, DayRow>> Days(string grid, IReadOnlyList<DayKey> keys, CancellationToken cancellation);

    /// <summary>A valid report as that grid counted it, also one withdrawn since; null when that grid never did.</summary>
    Task<CountedReport?> Report(string grid, Guid reportId, CancellationToken cancellation);

    /// <summary>Keeps a snapshot, a cache of a durable moment. Only over an older one; above the head it would be ignored.</summary>
    Task SaveSnapshot(string stream, ulong seq, byte[] state, CancellationToken cancellation);
}

/// <param name="SnapshotSeq">0 without a snapshot.</param>
/// <param name="Tail">The events after the snapshot, in order, without gaps.</param>
public sealed record StreamHistory(ulong SnapshotSeq, byte[]? Snapshot, IReadOnlyList<byte[]> Tail)
{
    /// <summary>Of the tail's events those that another stream's event or message led to, with what it was.</summary>
    public IReadOnlyList<(ulong Seq, EventCause Cause)> Causes { get; init; } = [];

    public ulong Head => SnapshotSeq + (ulong)Tail.Count;
}

public sealed record DayRow(DayTally Tally, IReadOnlyList<FeedItem> Newest);

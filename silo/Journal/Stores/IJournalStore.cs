using RealtimeGov.Journal.Appends;

namespace RealtimeGov.Journal.Stores;

/// <summary>The part of a store that the committer needs: one transaction at a time, and a look at what is there.</summary>
public interface IJournalStore
{
    /// <summary>
    /// Writes all of the batch in one transaction, flushed to disk, or nothing of it. Appends of one stream stand in the
    /// order of their seq. A claim that is held by another append makes the answer a conflict.
    /// </summary>
    Task<CommitAttempt> Commit(IReadOnlyList<Append> batch, CancellationToken cancellation);

    /// <summary>How each append of a batch stands against what is durable. Throws when the store cannot be read.</summary>
    Task<IReadOnlyList<Standing>> Inspect(IReadOnlyList<Append> batch, CancellationToken cancellation);
}

/// <param name="Detail">The store's words, for the log; empty when committed.</param>
/// <param name="MetDamage">With an unknown outcome: some append's place in the store cannot be read or written. Nothing was written; the others' places may be whole.</param>
public readonly record struct CommitAttempt(CommitOutcome Outcome, string Detail = "", bool MetDamage = false)
{
    public static readonly CommitAttempt Committed = new(CommitOutcome.Committed);
}

public enum CommitOutcome
{
    /// <summary>Durable.</summary>
    Committed,

    /// <summary>Nothing was written: a (stream, seq) or a report id is there already.</summary>
    KeyConflict,

    /// <summary>Nothing was written: the store refuses some append's data, whenever it is tried.</summary>
    DataError,

    /// <summary>Perhaps written, perhaps not: the same batch must be tried again unchanged.</summary>
    Unknown,

    /// <summary>Nothing was written, for a reason that is no fault of the data: the append it comes with is given back, the rest written.</summary>
    Failed,
}

/// <summary>An append against what is durable; what else is in its batch does not count.</summary>
/// <param name="Slices">How each of its slices stands, in their order.</param>
/// <param name="ClaimsHeld">Claims of this append that another one holds, with where they were counted first; none when it is present itself.</param>
public sealed record Standing(IReadOnlyList<SliceStatus> Slices, IReadOnlyList<ClaimHeld> ClaimsHeld)
{
    /// <summary>An append is one unit: where one slice of it is, all are.</summary>
    public bool IsPresent => Slices.Contains(SliceStatus.AlreadyCommitted);

    public bool IsUnreadable => Slices.Contains(SliceStatus.Unreadable);
}

public enum SliceStatus
{
    /// <summary>Its first event would be the next one of its stream.</summary>
    Appendable,

    /// <summary>It is there: same incarnation, same number.</summary>
    AlreadyCommitted,

    /// <summary>Another append's event is there.</summary>
    Conflict,

    /// <summary>The event before it is not there.</summary>
    Gap,

    /// <summary>The store is damaged where it would be: neither can be told.</summary>
    Unreadable,
}

/// <summary>A report id that was counted before.</summary>
/// <param name="Digest">As it was claimed; null where none was kept.</param>
/// <param name="Sender">As it was claimed; empty where none was kept.</param>
public sealed record ClaimHeld(Guid ReportId, string Grid, string IssueId, bool Refused, byte[]? Digest = null, string Sender = "");

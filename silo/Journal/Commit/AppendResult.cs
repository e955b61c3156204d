using RealtimeGov.Journal.Stores;

namespace RealtimeGov.Journal.Commit;

/// <summary>What became of an append.</summary>
/// <param name="ClaimsHeld">Its report ids that were counted before; what is to be told to their senders.</param>
public sealed record AppendResult(AppendOutcome Outcome, IReadOnlyList<ClaimHeld> ClaimsHeld)
{
    public static readonly AppendResult Durable = new(AppendOutcome.Durable, []);
    public static readonly AppendResult InvalidData = new(AppendOutcome.InvalidData, []);
    public static readonly AppendResult Unknown = new(AppendOutcome.Unknown, []);

    public static AppendResult Conflict(IReadOnlyList<ClaimHeld> held) => new(AppendOutcome.Conflict, held);
}

public enum AppendOutcome
{
    /// <summary>In the journal, flushed to disk.</summary>
    Durable,

    /// <summary>Not written, and nothing of this incarnation on its streams will be: load again, decide again.</summary>
    Conflict,

    /// <summary>As a conflict, and the store refuses this very append's data: deciding the same again leads nowhere.</summary>
    InvalidData,

    /// <summary>The committer stopped before it knew, or the store is damaged where this append belongs. It may be durable.</summary>
    Unknown,
}

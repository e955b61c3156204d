using RealtimeGov.Journal.Stores;

namespace RealtimeGov.Journal.Committing;

/// <summary>What became of an append.</summary>
/// <param name="ClaimsHeld">Its report ids that were counted before; what is to be told to their senders.</param>
public sealed record AppendResult(AppendFate Fate, IReadOnlyList<ClaimHeld> ClaimsHeld)
{
    public static readonly AppendResult Durable = new(AppendFate.Durable, []);
    public static readonly AppendResult Unstorable = new(AppendFate.Unstorable, []);
    public static readonly AppendResult Stopped = new(AppendFate.Stopped, []);

    public static AppendResult Poisoned(IReadOnlyList<ClaimHeld> held) => new(AppendFate.Poisoned, held);
}

public enum AppendFate
{
    /// <summary>In the journal, flushed to disk.</summary>
    Durable,

    /// <summary>Not written, and nothing of this incarnation on its streams will be: load again, decide again.</summary>
    Poisoned,

    /// <summary>As poisoned, and the store refuses this very append's data: deciding the same again leads nowhere.</summary>
    Unstorable,

    /// <summary>The committer stopped before it knew. It may be durable.</summary>
    Stopped,
}

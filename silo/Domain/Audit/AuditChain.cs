namespace RealtimeGov.Domain.Audit;

/// <summary>Follows the entries of an audit, one after another, and names what does not follow.</summary>
public sealed class AuditChain
{
    private ulong number;

    /// <summary>The hash of the last entry.</summary>
    public string Head { get; private set; } = AuditEntry.Beginning;

    /// <summary>The number of the last entry; 0 before the first.</summary>
    public ulong Number => number;

    /// <summary>What is wrong with an entry at its place, each in a sentence that names it; nothing where it follows.</summary>
    public IEnumerable<string> Follow(AuditEntry entry)
    {
        var (expected, head) = (number + 1, Head);
        // It goes on from what is there, so that one fault is told once.
        (number, Head) = (entry.Number, entry.Hash);
        if (entry.ComputeHash() != entry.Hash) yield return $"entry {entry.Number} was altered: its hash is not that of what it says";
        if (entry.Number > expected) yield return expected + 1 == entry.Number ? $"entry {expected} was removed" : $"entries {expected} to {entry.Number - 1} were removed";
        else if (entry.Number < expected) yield return $"entry {entry.Number} stands behind entry {expected - 1}: one of the two was put in";
        else if (entry.Before != head) yield return $"entry {entry.Number} does not follow the entry before it: one of the two was replaced";
    }
}

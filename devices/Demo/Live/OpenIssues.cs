using RealtimeGov.Devices.Demo.Towns;

namespace RealtimeGov.Devices.Demo.Live;

/// <summary>An issue that a receipt told of.</summary>
public sealed record KnownIssue(string Id, Grid Grid, CategoryKind Kind);

/// <summary>The newest issues, for second reports to join. Bounded: the oldest is forgotten.</summary>
public sealed class OpenIssues
{
    /// <summary>People notice what is new; and the demo runs for weeks.</summary>
    public const int Most = 64;

    private readonly Queue<KnownIssue> newest = new(Most);

    public int Count => newest.Count;

    public void Add(KnownIssue issue)
    {
        if (newest.Count == Most) newest.Dequeue();
        newest.Enqueue(issue);
    }

    /// <summary>Any of them, or null when there is none.</summary>
    public KnownIssue? Any(Chance chance) => newest.Count == 0 ? null : newest.ElementAt(chance.Below(newest.Count));
}

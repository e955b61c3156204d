namespace RealtimeGov.Bench.Grow.Loop;

/// <summary>A town whose issues are worked on.</summary>
public sealed record LoopPlan
{
    public int Issues { get; init; } = 1_000_000;

    /// <summary>Of them, not ended: what the queues are made of.</summary>
    public int OpenIssues { get; init; } = 100_000;

    /// <summary>Steps taken, each on an issue of its own.</summary>
    public int Steps { get; init; } = 20_000;

    /// <summary>Steps under way at once: desks of a county at their busiest.</summary>
    public int SideBySide { get; init; } = 32;

    /// <summary>Pages of queues, and searches, one after another.</summary>
    public int Pages { get; init; } = 1_000;

    /// <summary>Issues whose clock runs out while the bench looks.</summary>
    public int Cards { get; init; } = 500;

    public static LoopPlan Quick { get; } = new() { Issues = 20_000, OpenIssues = 4_000, Steps = 2_000, Pages = 200, Cards = 100 };
}

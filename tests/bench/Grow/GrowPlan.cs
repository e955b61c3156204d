namespace RealtimeGov.Bench.Grow;

/// <summary>A town after a year.</summary>
public sealed record GrowPlan
{
    /// <summary>Rows of the journal: one for each report, one more for each issue.</summary>
    public int JournalRows { get; init; } = 2_000_000;

    /// <summary>Issues open at the end.</summary>
    public int LiveIssues { get; init; } = 100_000;

    /// <summary>The reports lie evenly over so many days, the last of which is yesterday.</summary>
    public int Days { get; init; } = 365;

    /// <summary>Times that the server is started and every grid woken.</summary>
    public int Starts { get; init; } = 3;

    /// <summary>Grids woken before the measured ones after each start: they pay for compiling the road, not for their journal.</summary>
    public int WarmGrids { get; init; } = 8;

    public static GrowPlan Quick { get; } = new() { JournalRows = 200_000, LiveIssues = 10_000, Days = 60 };
}

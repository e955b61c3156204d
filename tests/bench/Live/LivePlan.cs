namespace RealtimeGov.Bench.Live;

/// <summary>How many look, and how much is reported.</summary>
public sealed record LivePlan
{
    public int Screens { get; init; } = 1_000;

    /// <summary>Watched beside the town itself; the screens are shared out evenly.</summary>
    public int Villages { get; init; } = 9;

    public int ReportsPerSecond { get; init; } = 2_000;

    /// <summary>Before anything is measured, seconds.</summary>
    public int WarmSeconds { get; init; } = 5;

    public int Seconds { get; init; } = 20;

    public static LivePlan Quick { get; } = new() { WarmSeconds = 4, Seconds = 6 };
}

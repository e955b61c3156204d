namespace RealtimeGov.Journal.Commit;

/// <summary>The committer's bounds.</summary>
public sealed record CommitterOptions
{
    /// <summary>Appends queued or in flight, beyond which grains answer RETRY. Memory: about 2 kB each.</summary>
    public int AppendsMax { get; init; } = 20_000;

    /// <summary>Appends in one transaction: a longer one delays the first of it more than it saves the last.</summary>
    public int BatchMax { get; init; } = 2_000;

    /// <summary>Events in one transaction, give or take the last append's: about 20 ms of writing.</summary>
    public int BatchEventsMax { get; init; } = 4_000;

    /// <summary>The first wait after an unknown outcome; doubled each time.</summary>
    public TimeSpan RetryFirst { get; init; } = TimeSpan.FromMilliseconds(20);

    public TimeSpan RetryMax { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long stopping waits for what is queued.</summary>
    public TimeSpan StopMax { get; init; } = TimeSpan.FromSeconds(10);
}

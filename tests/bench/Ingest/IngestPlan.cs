namespace RealtimeGov.Bench.Ingest;

/// <summary>
/// How much each contender does in one round. Counts and not durations: a slow contender is not rewarded with a smaller
/// table. They are chosen so that each contender works for a few seconds.
/// </summary>
public sealed record IngestPlan
{
    /// <summary>Rounds; every contender runs in each, and the medians are told.</summary>
    public int Rounds { get; init; } = 3;

    /// <summary>Reports a transaction of the raw contender.</summary>
    public int RawPerTransaction { get; init; } = 1_000;

    /// <summary>Keep-alive connections of the plain endpoint's client.</summary>
    public int PlainConnections { get; init; } = 64;

    public int Raw { get; init; } = 60_000;

    public int Plain { get; init; } = 10_000;

    /// <summary>One report a message.</summary>
    public int Single { get; init; } = 40_000;

    public int Batch32 { get; init; } = 60_000;

    public int Batch256 { get; init; } = 60_000;

    /// <summary>Reports sent with one in flight, whose acknowledgements are timed.</summary>
    public int Alone { get; init; } = 2_000;

    /// <summary>Reports before anything of ours or raw is measured: the compiler's second tier wants some thousand calls.</summary>
    public int Warm { get; init; } = 10_000;

    /// <summary>The same for the plain endpoint, which is slower.</summary>
    public int PlainWarm { get; init; } = 6_000;

    public static IngestPlan Quick { get; } = new()
    {
        Raw = 20_000, Plain = 3_000, Single = 12_000, Batch32 = 20_000, Batch256 = 20_000, Alone = 500,
    };
}

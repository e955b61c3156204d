using RealtimeGov.Devices.Transport;

namespace RealtimeGov.Devices.Load;

/// <summary>What a load test does. The command has checked the ranges.</summary>
public sealed record LoadOptions
{
    public const int DefaultCount = 10_000;

    /// <summary>A bit a report is kept in memory to see that each has one receipt.</summary>
    public const int MaxCount = 100_000_000;

    public const double MaxRate = 1_000_000;
    public const int DefaultStreams = 4;
    public const int MaxStreams = 64;
    public const int DefaultBatch = 1;
    public const ulong DefaultSeed = 1;

    /// <summary>Reports to send. 1 to 100,000,000.</summary>
    public int Count { get; init; } = DefaultCount;

    /// <summary>
    /// Reports a second, whether or not the server keeps up (open loop: a late batch is measured from when it was due);
    /// null sends as fast as the window lets.
    /// </summary>
    public double? Rate { get; init; }

    /// <summary>Devices, each with a connection and a stream. 1 to 64.</summary>
    public int Streams { get; init; } = DefaultStreams;

    /// <summary>Reports in a batch. 1 to 500.</summary>
    public int Batch { get; init; } = DefaultBatch;

    /// <summary>Batches without an acknowledgement, for each stream. 1 to 4,096.</summary>
    public int Window { get; init; } = FieldClientOptions.DefaultWindow;

    /// <summary>The same seed makes the same reports, apart from their ids and times.</summary>
    public ulong Seed { get; init; } = DefaultSeed;

    /// <summary>After Ctrl-C, how long acknowledgements that are on their way are still taken.</summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(2);
}

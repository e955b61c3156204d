using System.Diagnostics;

namespace RealtimeGov.Bench.Support.Measurement;

/// <summary>Times in buckets of 10 µs up to 30 s; what is longer counts as 30 s. One thread adds.</summary>
public sealed class Latencies
{
    private const double BucketMs = 0.01;
    private const int Buckets = 3_000_000;

    private readonly long[] counts = new long[Buckets];

    public long Count { get; private set; }

    public double MaxMs { get; private set; }

    public void Add(double ms)
    {
        counts[Math.Clamp((int)(ms / BucketMs), 0, Buckets - 1)]++;
        Count++;
        MaxMs = Math.Max(MaxMs, ms);
    }

    /// <summary>The time since a timestamp of <see cref="Stopwatch"/>.</summary>
    public void AddSince(long timestamp) => Add(Stopwatch.GetElapsedTime(timestamp).TotalMilliseconds);

    /// <summary>The upper end of the bucket that holds the quantile, milliseconds; 0 when nothing was added.</summary>
    public double QuantileMs(double quantile)
    {
        var wanted = (long)Math.Ceiling(Count * quantile);
        long seen = 0;
        for (var i = 0; i < Buckets; i++)
            if ((seen += counts[i]) >= wanted && seen > 0) return (i + 1) * BucketMs;
        return 0;
    }
}

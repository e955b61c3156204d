using System.Diagnostics;

namespace RealtimeGov.Bench.Live;

/// <summary>
/// When the receipts of one grid, or of one village, came back: the n-th accepted report's at n - 1. A count of n on a
/// screen is measured against the n-th. One thread adds, many read.
/// </summary>
internal sealed class Arrivals(int capacity)
{
    private readonly long[] at = new long[capacity];
    private int count;

    /// <summary>Accepted so far.</summary>
    public int Count => Volatile.Read(ref count);

    public void Add(long timestamp)
    {
        var n = count;
        at[n] = timestamp;
        Volatile.Write(ref count, n + 1);
    }

    /// <summary>Milliseconds from the n-th receipt (from 1) to <paramref name="now"/>; 0 where the screen was faster than the receipt; null before <paramref name="from"/>.</summary>
    public double? MsSince(long n, long now, long from)
    {
        if (n > Count) return 0;
        var then = at[n - 1];
        return then < from ? null : Math.Max(0, Stopwatch.GetElapsedTime(then, now).TotalMilliseconds);
    }
}

namespace RealtimeGov.Grains.Placement;

/// <summary>How many a second over the last half minute: a count for each second, in a ring. For any thread.</summary>
public sealed class RateWindow(TimeProvider time)
{
    public const int Seconds = 30;

    private readonly Lock gate = new();
    private readonly long[] counts = new long[Seconds];
    private readonly long started = time.GetTimestamp();
    private long newest; // the second since the start that the newest count is of

    public void Add(int count)
    {
        lock (gate) counts[Roll() % Seconds] += count;
    }

    /// <summary>Over as many seconds as there have been, at least one, at most the window.</summary>
    public double PerSecond
    {
        get
        {
            lock (gate)
            {
                Roll();
                var elapsed = time.GetElapsedTime(started).TotalSeconds;
                // The newest second is not over: the window is the part of it that is, and the whole seconds before.
                return counts.Sum() / Math.Max(1, Math.Min(elapsed, Seconds - 1 + elapsed % 1));
            }
        }
    }

    private long Roll()
    {
        var second = (long)time.GetElapsedTime(started).TotalSeconds;
        for (var stale = Math.Max(newest + 1, second - Seconds + 1); stale <= second; stale++) counts[stale % Seconds] = 0;
        return newest = Math.Max(newest, second);
    }
}

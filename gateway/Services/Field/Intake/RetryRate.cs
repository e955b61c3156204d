namespace RealtimeGov.Gateway.Field.Intake;

/// <summary>Answers RETRY a second, over ten seconds: a count for each, in a ring. One caller at a time.</summary>
internal sealed class RetryRate(TimeProvider time)
{
    public const int Seconds = 10;

    private readonly long[] counts = new long[Seconds];
    private readonly long started = time.GetTimestamp();
    private long newest; // the second since the start that the newest count is of

    public double PerSecond
    {
        get
        {
            Roll();
            return (double)counts.Sum() / Seconds;
        }
    }

    public void Add(int count) => counts[Roll() % Seconds] += count;

    private long Roll()
    {
        var second = (long)time.GetElapsedTime(started).TotalSeconds;
        for (var next = Math.Max(newest + 1, second - Seconds + 1); next <= second; next++) counts[next % Seconds] = 0;
        return newest = Math.Max(newest, second);
    }
}

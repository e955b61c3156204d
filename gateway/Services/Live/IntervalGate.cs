namespace RealtimeGov.Gateway.Live;

/// <summary>When something last happened, by a clock that is never set back.</summary>
internal struct IntervalGate
{
    private long? last;

    public void Reset(TimeProvider time) => last = time.GetTimestamp();

    /// <summary>How long until <paramref name="interval"/> has passed since; zero where it has, or where it never happened.</summary>
    public readonly TimeSpan Remaining(TimeSpan interval, TimeProvider time)
    {
        if (last is not { } then) return TimeSpan.Zero;
        var left = interval - time.GetElapsedTime(then);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}

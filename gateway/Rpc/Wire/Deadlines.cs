namespace RealtimeGov.Rpc.Wire;

/// <summary>What timers and calendars can hold of a timeout.</summary>
public static class Deadlines
{
    /// <summary>A timer takes at most 2^32 - 2 ms; a call that is allowed longer than this needs none.</summary>
    public static readonly TimeSpan LongestTimer = TimeSpan.FromDays(49);

    /// <summary>The moment `timeout` from now, or the calendar's end.</summary>
    public static DateTimeOffset After(TimeProvider time, TimeSpan timeout)
    {
        ArgumentNullException.ThrowIfNull(time);
        var now = time.GetUtcNow();
        return timeout < DateTimeOffset.MaxValue - now ? now + timeout : DateTimeOffset.MaxValue;
    }

    /// <summary>A source that is cancelled when the timeout is over; null when no timer is needed. A timeout of zero is over at once.</summary>
    public static CancellationTokenSource? Timer(TimeProvider time, TimeSpan timeout) =>
        timeout > LongestTimer ? null : new CancellationTokenSource(timeout < TimeSpan.Zero ? TimeSpan.Zero : timeout, time);
}

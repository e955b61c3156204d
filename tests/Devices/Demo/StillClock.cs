namespace RealtimeGov.Devices.Tests.Demo;

/// <summary>A clock that moves only when a timer is asked for and <paramref name="leaps"/>: then by the timer's wait.</summary>
internal sealed class StillClock(DateTimeOffset start = default, bool leaps = false) : TimeProvider
{
    private DateTimeOffset now = start;

    public override DateTimeOffset GetUtcNow() => now;

    public override long GetTimestamp() => now.Ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (!leaps) return new NoTimer();
        now += dueTime;
        return System.CreateTimer(callback, state, TimeSpan.Zero, period);
    }

    private sealed class NoTimer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

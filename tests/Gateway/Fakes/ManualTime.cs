namespace RealtimeGov.Gateway.Tests.Fakes;

/// <summary>A clock that stands still until a test moves it; timers that become due run on the test's own thread, in order.</summary>
internal sealed class ManualTime(DateTimeOffset start) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<Timer> timers = [];
    private DateTimeOffset now = start;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
            return now;
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves to each due time on the way and runs its timer before it goes on.</summary>
    public void Advance(TimeSpan by)
    {
        DateTimeOffset target;
        lock (gate)
            target = now + by;
        while (NextDue(target) is { } timer) timer.Run();
        lock (gate)
            now = target;
    }

    private Timer? NextDue(DateTimeOffset target)
    {
        lock (gate)
        {
            var next = timers.Where(t => t.Due <= target).MinBy(t => t.Due);
            if (next?.Due is not { } due) return null;
            if (due > now) now = due;
            next.Due = next.Period > TimeSpan.Zero ? due + next.Period : null;
            return next;
        }
    }

    private sealed class Timer(ManualTime time, Action run) : ITimer
    {
        public DateTimeOffset? Due { get; set; }

        public TimeSpan Period { get; private set; }

        public void Run() => run();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time.gate)
            {
                if (!time.timers.Contains(this)) time.timers.Add(this);
                Period = period;
                Due = dueTime > TimeSpan.Zero ? time.now + dueTime : null;
            }

            // What is due at once does not wait for the clock to be moved; it runs elsewhere, as a real timer's would.
            if (dueTime == TimeSpan.Zero) ThreadPool.QueueUserWorkItem(_ => run());
            return true;
        }

        public void Dispose()
        {
            lock (time.gate)
                time.timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

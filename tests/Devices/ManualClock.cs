namespace RealtimeGov.Devices.Tests;

/// <summary>A clock that stands still until a test moves it; timers fire as it passes them, in the order of their time.</summary>
internal sealed class ManualClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<Timer> timers = [];
    private readonly List<TaskCompletionSource> armed = [];
    private DateTimeOffset now = start;

    public override DateTimeOffset GetUtcNow() => now;

    public override long GetTimestamp() => now.UtcTicks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Completes when a timer waits that is due exactly this far from now.</summary>
    public async Task ArmedAsync(TimeSpan dueIn)
    {
        while (true)
        {
            Task next;
            lock (gate)
            {
                if (timers.Exists(timer => timer.Due == now + dueIn))
                    return;
                var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                armed.Add(source);
                next = source.Task;
            }

            await next;
        }
    }

    public void Advance(TimeSpan by)
    {
        var until = now + by;
        while (Next(until) is { } timer)
            timer.Fire();
        now = until;
    }

    private Timer? Next(DateTimeOffset until)
    {
        lock (gate)
        {
            var next = timers.Where(timer => timer.Due <= until).MinBy(timer => timer.Due);
            if (next is null)
                return null;
            timers.Remove(next);
            now = next.Due > now ? next.Due : now;
            return next;
        }
    }

    private sealed class Timer(ManualClock clock, Action fire) : ITimer
    {
        public DateTimeOffset Due { get; private set; }

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
            {
                clock.timers.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan)
                    return true;
                Due = clock.now + dueTime;
                clock.timers.Add(this);
                clock.armed.ForEach(source => source.TrySetResult());
                clock.armed.Clear();
                return true;
            }
        }

        public void Dispose()
        {
            lock (clock.gate)
                clock.timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

namespace RealtimeGov.Devices.Playback;

/// <summary>
/// Recorded time at a multiple: a row is due (observed - first observed) / speed after the start.
/// </summary>
internal sealed class Pace(double speed, TimeProvider time)
{
    /// <summary>Timers do not take longer ones; a longer wait is made of several.</summary>
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(1);

    private readonly long start = time.GetTimestamp();
    private DateTimeOffset? first;

    /// <summary>How long until a row is due; zero or less when it is.</summary>
    public TimeSpan DueIn(DateTimeOffset observed)
    {
        first ??= observed;
        var after = (observed - first.Value).TotalSeconds / speed;
        return TimeSpan.FromSeconds(Math.Min(after, TimeSpan.MaxValue.TotalSeconds / 2)) - time.GetElapsedTime(start);
    }

    public async Task WaitAsync(DateTimeOffset observed, CancellationToken cancellation)
    {
        for (var due = DueIn(observed); due > TimeSpan.Zero; due = DueIn(observed))
            await Task.Delay(due < LongestTimer ? due : LongestTimer, time, cancellation);
    }
}

namespace RealtimeGov.Devices.Demo.Live;

/// <summary>
/// How soon the next report is due on a day that goes faster than life: its rhythm and its reports are squeezed into less
/// time, beginning at the time of day that it is. Pure.
/// </summary>
/// <param name="perMinuteAtNoon">Of the day's own minutes; above zero.</param>
/// <param name="speed">The day's seconds per second; above zero.</param>
public sealed class DayPace(TimeZoneInfo zone, double perMinuteAtNoon, double speed, DateTimeOffset started)
{
    /// <summary>A minute of ours at noon has no more: whoever wants to see a night within a second sees fewer reports of it.</summary>
    public const double PerMinuteMax = DemoOptions.MaxRate;

    private readonly double perMinute = Math.Min(perMinuteAtNoon * speed, Math.Max(perMinuteAtNoon, PerMinuteMax));

    /// <summary>The day's own time at an instant of ours.</summary>
    public TimeOnly TimeOfDay(DateTimeOffset at)
    {
        var sinceMidnight = TimeZoneInfo.ConvertTime(started, zone).TimeOfDay.TotalDays + (at - started).TotalDays * speed;
        var ticks = (long)((sinceMidnight - Math.Floor(sinceMidnight)) * TimeSpan.TicksPerDay);
        return new TimeOnly(Math.Min(ticks, TimeOnly.MaxValue.Ticks));
    }

    /// <summary>From <paramref name="after"/> to the next report, in our time.</summary>
    /// <param name="unit">A number in [0, 1).</param>
    public TimeSpan Gap(DateTimeOffset after, double unit) => DayRhythm.Gap(TimeOfDay(after), perMinute, unit);
}

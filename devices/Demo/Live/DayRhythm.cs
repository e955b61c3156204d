namespace RealtimeGov.Devices.Demo.Live;

/// <summary>
/// How busy the town is by local time of day, noon being 1: quiet nights, a morning round, lunch, an afternoon round,
/// an evening walk. Straight lines between the corners. Nights are livelier than in life: somewhere it is daytime, and
/// whoever tries the demo there wants to see something happen. Pure.
/// </summary>
public static class DayRhythm
{
    private const int MinutesPerDay = 24 * 60;

    private static readonly (int Minute, double Weight)[] Corners =
    [
        (0, 0.25), (5 * 60, 0.25), (7 * 60, 0.9), (9 * 60, 1.7), (11 * 60, 1.3), (12 * 60, 1.0), (13 * 60, 0.7),
        (15 * 60, 1.5), (17 * 60, 1.2), (19 * 60, 0.8), (20 * 60 + 30, 0.6), (23 * 60, 0.3), (MinutesPerDay, 0.25),
    ];

    /// <summary>Share of the day's reports before each minute; [1440] is 1.</summary>
    private static readonly double[] Cumulative = Accumulate();

    /// <summary>Above zero at every time, 1 at noon, 1.7 at most.</summary>
    public static double Weight(TimeOnly at)
    {
        var minute = at.ToTimeSpan().TotalMinutes;
        var next = 1;
        while (Corners[next].Minute < minute) next++;
        var (from, to) = (Corners[next - 1], Corners[next]);
        return from.Weight + (to.Weight - from.Weight) * (minute - from.Minute) / (to.Minute - from.Minute);
    }

    /// <summary>The time to the next report, exponential: -ln(1 - unit) / (rate at noon * weight).</summary>
    /// <param name="unit">A number in [0, 1).</param>
    public static TimeSpan Gap(TimeOnly at, double perMinuteAtNoon, double unit) =>
        TimeSpan.FromMinutes(-Math.Log(1 - unit) / (perMinuteAtNoon * Weight(at)));

    /// <summary>The share of a day's reports that lies before a time, 0 to 1.</summary>
    public static double ShareBefore(TimeOnly at)
    {
        var minute = at.ToTimeSpan().TotalMinutes;
        var whole = (int)minute;
        return Cumulative[whole] + (Cumulative[whole + 1] - Cumulative[whole]) * (minute - whole);
    }

    /// <summary>The time before which a share of the day's reports lies: the inverse of <see cref="ShareBefore"/>.</summary>
    public static TimeOnly TimeOf(double share)
    {
        var found = Array.BinarySearch(Cumulative, share);
        var minute = Math.Clamp(found >= 0 ? found : ~found - 1, 0, MinutesPerDay - 1);
        var within = (share - Cumulative[minute]) / (Cumulative[minute + 1] - Cumulative[minute]);
        var ticks = (long)((minute + Math.Clamp(within, 0, 1)) * TimeSpan.TicksPerMinute);
        return new TimeOnly(Math.Min(ticks, TimeOnly.MaxValue.Ticks));
    }

    private static double[] Accumulate()
    {
        var cumulative = new double[MinutesPerDay + 1];
        for (var minute = 0; minute < MinutesPerDay; minute++)
            cumulative[minute + 1] = cumulative[minute] + Weight(TimeOnly.MinValue.AddMinutes(minute + 0.5));
        var whole = cumulative[MinutesPerDay];
        for (var minute = 0; minute <= MinutesPerDay; minute++)
            cumulative[minute] /= whole;
        return cumulative;
    }
}

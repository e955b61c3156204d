namespace RealtimeGov.Devices.Demo.Live;

/// <summary>The times of the reports that an empty wall is given for the hours already past: 20 at least, 40 at most. Pure.</summary>
public static class EarlierToday
{
    public const int Least = 20;
    public const int Most = 40;

    /// <summary>In order, none later than <paramref name="now"/>, spread as the day's rhythm is.</summary>
    public static IReadOnlyList<TimeOnly> Times(TimeOnly now, Chance chance)
    {
        var past = DayRhythm.ShareBefore(now);
        var count = Least + (int)Math.Round((Most - Least) * past);
        // One in each equal share of what is past: no long gaps, no crowds.
        return [.. Enumerable.Range(0, count).Select(index => Earlier(DayRhythm.TimeOf(past * (index + chance.Unit()) / count), now))];
    }

    private static TimeOnly Earlier(TimeOnly time, TimeOnly now) => time < now ? time : now;
}

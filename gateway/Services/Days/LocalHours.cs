using RealtimeGov.Domain.Time;

namespace RealtimeGov.Gateway.Days;

/// <summary>The hours of a local day, counted from its first moment: 24, and 23 or 25 where clocks are set.</summary>
/// <param name="BeginsUs">The day's first moment, in microseconds since 1970-01-01T00:00Z.</param>
/// <param name="Count">The last one may be shorter; 0 for a day that the zone left out.</param>
public readonly record struct LocalHours(long BeginsUs, int Count)
{
    /// <summary>Farther than any local midnight is from UTC's.</summary>
    private const long NearUs = 2 * Instant.DayUs;

    private static readonly long FirstUs = Instant.From(DateTimeOffset.MinValue);
    private static readonly long LastUs = Instant.From(DateTimeOffset.MaxValue);

    public static LocalHours Of(int date, TimeZoneInfo zone)
    {
        var (begins, ends) = (BeginningOf(date, zone), BeginningOf(date + 1, zone));
        return new LocalHours(begins, (int)((ends - begins + Instant.HourUs - 1) / Instant.HourUs));
    }

    // The first moment that is not before the day, by halving: a midnight may not exist, or come twice.
    private static long BeginningOf(int date, TimeZoneInfo zone)
    {
        var low = Math.Clamp(date * Instant.DayUs - NearUs, FirstUs, LastUs);
        var high = Math.Clamp(date * Instant.DayUs + NearUs, FirstUs, LastUs);
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            if (LocalDay.Of(middle, zone) >= date) high = middle;
            else low = middle + 1;
        }

        return low;
    }
}

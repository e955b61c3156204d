namespace RealtimeGov.Devices.Import;

/// <summary>
/// Turns a wall clock's reading into an instant, the same way on every machine. An hour that comes twice means its
/// first passing (daylight time); a reading in the gap in spring is moved forward by the gap's length.
/// </summary>
public static class LocalTime
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>
    /// The offsets a day before and after are the only ones that can hold, since a zone does not change twice in two
    /// days. instant = local - offset counts when the zone has that offset at that instant; the earliest wins. In a
    /// gap none counts: the offset before it applies, which reads as later by the gap's length.
    /// </summary>
    public static DateTimeOffset Resolve(DateTime local, TimeZoneInfo zone)
    {
        var reading = DateTime.SpecifyKind(local, DateTimeKind.Utc);
        var before = zone.GetUtcOffset(Shift(reading, -Day));
        var after = zone.GetUtcOffset(Shift(reading, Day));
        var early = Shift(reading, -(before > after ? before : after));
        var late = Shift(reading, -(before > after ? after : before));
        foreach (var instant in (ReadOnlySpan<DateTime>)[early, late])
        {
            if (instant + zone.GetUtcOffset(instant) == reading)
                return new DateTimeOffset(instant);
        }

        return new DateTimeOffset(Shift(reading, -before));
    }

    // The calendar's ends are no place for a report, but they must not throw.
    private static DateTime Shift(DateTime time, TimeSpan by)
    {
        var ticks = Math.Clamp(time.Ticks + by.Ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks);
        return new DateTime(ticks, DateTimeKind.Utc);
    }
}

using System.Globalization;
using RealtimeGov.Domain.Time;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Gateway.Field;

namespace RealtimeGov.Gateway.Past;

/// <summary>A moment of a local day, as `at` names it.</summary>
internal static class DayMoment
{
    private const string Midnight = "24:00"; // the end of the day, as a clock face has it

    private static readonly long EpochTicks = DateTime.UnixEpoch.Ticks;

    /// <param name="at">HH:mm or HH:mm:ss as the clocks of the day showed, 24:00 for its end; or RFC 3339.</param>
    /// <returns>Microseconds since 1970-01-01T00:00Z, within the day and not ahead of <paramref name="nowUs"/>.</returns>
    /// <exception cref="ApiException">It is none: the message says what to ask for.</exception>
    public static long Of(string at, int date, TimeZoneInfo zone, long nowUs)
    {
        var (begins, ends) = (LocalHours.Of(date, zone).BeginsUs, LocalHours.Of(date + 1, zone).BeginsUs);
        var us = at is Midnight or $"{Midnight}:00" ? ends - 1
            : TimeOnly.TryParseExact(at, ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? OfClock(at, LocalDay.ToDate(date).ToDateTime(time), zone)
            : Rfc3339.TryParse(at, out var instant) ? Instant.From(instant)
            : throw MomentErrors.Malformed(at);
        if (us < begins || us >= ends) throw MomentErrors.OutsideDay(at);
        return us <= nowUs ? us : throw MomentErrors.Ahead(at);
    }

    // By ticks: a moment near the ends of the calendar must not fall off it.
    private static long OfClock(string at, DateTime local, TimeZoneInfo zone)
    {
        if (zone.IsInvalidTime(local)) throw MomentErrors.Skipped(at);
        if (zone.IsAmbiguousTime(local)) throw MomentErrors.Twice(at);
        return (local.Ticks - zone.GetUtcOffset(local).Ticks - EpochTicks) / TimeSpan.TicksPerMicrosecond;
    }
}

using System.Globalization;
using RealtimeGov.Domain.Time;

namespace RealtimeGov.Gateway.Days;

/// <summary>Instants as ISO 8601 in UTC, with as many decimals as they have, at most microseconds.</summary>
public static class Iso
{
    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>Of microseconds since 1970-01-01T00:00Z.</summary>
    public static string Time(long instantUs) => Time(Instant.ToDateTimeOffset(instantUs));
}

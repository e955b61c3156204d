using System.Globalization;
using System.Text.RegularExpressions;
using RealtimeGov.Domain.Time;
using RealtimeGov.Gateway.Field;

namespace RealtimeGov.Gateway.Open311;

/// <summary>Times as the standard writes them: the W3C's profile of ISO 8601, with milliseconds, in UTC.</summary>
internal static partial class GeoTime
{
    /// <summary>When somebody reported is told to five minutes: who was seen at the place could be known by the second.</summary>
    public const long RoundedToUs = 5 * 60 * Instant.SecondUs;

    public static string Of(long atUs) => Instant.ToDateTimeOffset(atUs).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static long Rounded(long atUs) => atUs - atUs % RoundedToUs;

    /// <summary>Microseconds since 1970-01-01T00:00Z; null where nothing is given. A plus that was not escaped has come as a blank.</summary>
    /// <exception cref="Api.ApiException">It is no such time.</exception>
    public static long? Read(string? text, string name)
    {
        if (string.IsNullOrEmpty(text)) return null;
        if (!Rfc3339.TryParse(LostPlus().Replace(text, "+$1"), out var time))
            throw GeoErrors.Malformed(name, "must be a date and time with its offset, such as 2026-03-09T10:00:00.000+08:00", "应为带时差的日期时间，如 2026-03-09T10:00:00.000+08:00");
        return Instant.From(time);
    }

    [GeneratedRegex(@" ([0-9]{2}:[0-9]{2})\z", RegexOptions.CultureInvariant)]
    private static partial Regex LostPlus();
}

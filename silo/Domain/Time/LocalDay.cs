using System.Globalization;

namespace RealtimeGov.Domain.Time;

/// <summary>A local calendar day as a number: days since 1970-01-01. It orders, adds and packs as an integer.</summary>
public static class LocalDay
{
    /// <summary>0001-01-01: the day from which a region's first definition holds.</summary>
    public const int Beginning = -719162;

    private static readonly int Epoch = new DateOnly(1970, 1, 1).DayNumber;

    public static int From(DateOnly date) => date.DayNumber - Epoch;

    public static DateOnly ToDate(int day) => DateOnly.FromDayNumber(day + Epoch);

    /// <summary>The local day in <paramref name="zone"/> of an instant in microseconds since 1970-01-01T00:00Z.</summary>
    public static int Of(long instantUs, TimeZoneInfo zone) =>
        From(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Instant.ToDateTimeOffset(instantUs), zone).DateTime));

    /// <summary>ISO 8601, yyyy-MM-dd.</summary>
    public static string Format(int day) => ToDate(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Exactly yyyy-MM-dd; anything else is false.</summary>
    public static bool TryParse(string text, out int day)
    {
        var ok = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date);
        day = ok ? From(date) : 0;
        return ok;
    }
}

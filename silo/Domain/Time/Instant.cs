using Google.Protobuf.WellKnownTypes;

namespace RealtimeGov.Domain.Time;

/// <summary>An instant as microseconds since 1970-01-01T00:00Z.</summary>
public static class Instant
{
    public const long SecondUs = 1_000_000;
    public const long MinuteUs = 60 * SecondUs;
    public const long HourUs = 60 * MinuteUs;
    public const long DayUs = 24 * HourUs;

    private const long TicksPerUs = TimeSpan.TicksPerMicrosecond;

    public static long From(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TicksPerUs;

    public static DateTimeOffset ToDateTimeOffset(long instantUs) => DateTimeOffset.UnixEpoch.AddTicks(instantUs * TicksPerUs);

    public static Timestamp ToTimestamp(long instantUs) => Timestamp.FromDateTimeOffset(ToDateTimeOffset(instantUs));

    /// <summary>False where the timestamp is outside 0001-01-01 to 9999-12-31 or its nanoseconds are not 0 to 999,999,999.</summary>
    public static bool TryFrom(Timestamp timestamp, out long instantUs)
    {
        instantUs = 0;
        const long first = -62_135_596_800, last = 253_402_300_799;
        if (timestamp.Seconds is < first or > last || timestamp.Nanos is < 0 or > 999_999_999) return false;
        instantUs = timestamp.Seconds * SecondUs + timestamp.Nanos / 1000;
        return true;
    }
}

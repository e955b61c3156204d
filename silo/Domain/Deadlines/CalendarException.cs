namespace RealtimeGov.Domain.Deadlines;

/// <summary>A calendar that cannot be used; nothing was changed.</summary>
/// <param name="code">One of <see cref="CalendarFaults"/>.</param>
public sealed class CalendarException(string code, string detail) : Exception(detail)
{
    public string Code { get; } = code;
}

/// <summary>Why a calendar or a limit is refused; docs/loop.md says each in words.</summary>
public static class CalendarFaults
{
    public const string NeverWorks = "calendar_never_works";
    public const string ZoneUnknown = "calendar_zone_unknown";
    public const string RangeInvalid = "calendar_range_invalid";
    public const string HoursInvalid = "calendar_hours_invalid";
    public const string DayOutside = "calendar_day_outside";
    public const string LimitInvalid = "limit_invalid";
    public const string LimitTwice = "limit_twice";
    public const string YellowNotBefore = "yellow_not_before_red";
}

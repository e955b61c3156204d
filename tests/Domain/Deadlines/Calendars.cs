using RealtimeGov.Domain.Deadlines;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Tests.Deadlines;

/// <summary>Calendars and local times to test with. 2026-06-01 is a Monday.</summary>
internal static class Calendars
{
    public const string Shanghai = "Asia/Shanghai", NewYork = "America/New_York";

    /// <summary>Monday to Friday, 08-12 and 14-18.</summary>
    public static readonly BusinessCalendar TwoPeriods = new(Week(Shanghai, (8, 12), (14, 18)));

    public static readonly BusinessCalendar NineToFive = new(Week(Shanghai, (9, 17)));

    public static WorkCalendar Week(string zone, params (int From, int Until)[] hours) => Days(zone, [1, 2, 3, 4, 5], hours);

    public static WorkCalendar Days(string zone, int[] weekdays, params (int From, int Until)[] hours) => new()
    {
        Region = "T1",
        TimeZone = zone,
        FirstDay = LocalDay.From(new DateOnly(2025, 1, 1)),
        LastDay = LocalDay.From(new DateOnly(2030, 12, 31)),
        Week =
        {
            from day in weekdays
            from period in hours
            select new WeekdayHours { Weekday = day, FromMinute = period.From * 60, UntilMinute = period.Until * 60 },
        },
    };

    /// <summary>An instant from "2026-06-05 17:30" in a zone.</summary>
    public static long At(string local, string zone = Shanghai)
    {
        var time = DateTime.ParseExact(local, "yyyy-MM-dd HH:mm", null);
        return Instant.From(new DateTimeOffset(time, TimeZoneInfo.FindSystemTimeZoneById(zone).GetUtcOffset(time)));
    }

    /// <summary>The local time of an instant, to the minute.</summary>
    public static string Local(long instantUs, string zone = Shanghai) =>
        TimeZoneInfo.ConvertTime(Instant.ToDateTimeOffset(instantUs), TimeZoneInfo.FindSystemTimeZoneById(zone)).ToString("yyyy-MM-dd HH:mm", null);

    public static string Due(this BusinessCalendar calendar, string start, TimeLimit limit, string zone = Shanghai)
    {
        Assert.True(calendar.TryAdd(At(start, zone), limit.Kind, limit.Amount, out var due));
        return Local(due, zone);
    }
}

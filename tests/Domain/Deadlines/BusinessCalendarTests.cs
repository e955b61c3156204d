using RealtimeGov.Domain.Deadlines;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Tests.Deadlines;

public sealed class BusinessCalendarTests
{
    [Fact]
    public void A_holiday_has_no_work_and_a_make_up_day_has_another_weekday_s()
    {
        var settings = Calendars.Week(Calendars.Shanghai, (8, 12), (14, 18));
        settings.Holidays.Add(Day(2026, 6, 19)); // Friday
        settings.MakeUp.Add(new MakeUpDay { Day = Day(2026, 6, 21), WorksAsWeekday = 5 }); // Sunday
        var calendar = new BusinessCalendar(settings);
        Assert.Equal("2026-06-21 18:00", calendar.Due("2026-06-18 10:00", TimeLimit.WorkingDays(1)));
        Assert.Equal("2026-06-21 10:00", calendar.Due("2026-06-18 17:00", TimeLimit.WorkingHours(3)));
        Assert.Equal("2026-06-19 18:00", Calendars.TwoPeriods.Due("2026-06-18 10:00", TimeLimit.WorkingDays(1)));
    }

    [Fact]
    public void A_make_up_day_works_even_on_a_holiday()
    {
        var settings = Calendars.Days(Calendars.Shanghai, [2], (9, 17));
        settings.Holidays.Add(Day(2026, 6, 9));
        settings.MakeUp.Add(new MakeUpDay { Day = Day(2026, 6, 9), WorksAsWeekday = 2 });
        Assert.Equal("2026-06-09 17:00", new BusinessCalendar(settings).Due("2026-06-03 10:00", TimeLimit.WorkingDays(1)));
    }

    [Theory]
    [InlineData("2026-10-31 12:00", 1, "2026-11-01 23:59")] // the clocks go back on the first: 25 hours
    [InlineData("2026-03-07 12:00", 1, "2026-03-08 23:59")]
    public void A_calendar_day_ends_at_its_own_midnight(string start, int days, string due) =>
        Assert.Equal(due, NewYork().Due(start, TimeLimit.Days(days), Calendars.NewYork));

    [Theory]
    [InlineData("2026-10-31 23:00", 25, "2026-11-01 23:00")] // 1 + 24 hours of clock time, and the hour that comes twice
    [InlineData("2026-03-07 23:00", 24, "2026-03-09 00:00")] // an hour is skipped
    public void Working_around_the_clock_follows_the_hours_that_pass(string start, int hours, string due) =>
        Assert.Equal(due, NewYork().Due(start, TimeLimit.WorkingHours(hours), Calendars.NewYork));

    [Fact]
    public void A_day_of_25_hours_has_25_working_hours_and_one_of_23_has_23()
    {
        Assert.Equal(25, HoursOf("2026-11-01 00:00", "2026-11-02 00:00"));
        Assert.Equal(23, HoursOf("2026-03-08 00:00", "2026-03-09 00:00"));

        static long HoursOf(string from, string until) => NewYork().Between(
            Calendars.At(from, Calendars.NewYork), Calendars.At(until, Calendars.NewYork), LimitKind.WorkingTime) / Instant.HourUs;
    }

    [Fact]
    public void Nothing_left_of_a_day_limit_ends_with_the_day_or_the_next_that_works()
    {
        Assert.Equal("2026-06-05 18:00", Calendars.TwoPeriods.Due("2026-06-05 10:00", TimeLimit.WorkingDays(0)));
        Assert.Equal("2026-06-08 18:00", Calendars.TwoPeriods.Due("2026-06-05 19:00", TimeLimit.WorkingDays(0)));
        Assert.Equal("2026-06-08 18:00", Calendars.TwoPeriods.Due("2026-06-06 10:00", TimeLimit.WorkingDays(0)));
    }

    [Fact]
    public void Dates_outside_are_refused()
    {
        Assert.False(Calendars.TwoPeriods.TryAdd(Calendars.At("2024-12-31 12:00"), LimitKind.Continuous, 1, out _));
        Assert.False(Calendars.TwoPeriods.TryAdd(Calendars.At("2031-01-01 12:00"), LimitKind.Continuous, 1, out _));
        Assert.All(
            new[] { TimeLimit.Hours(24), TimeLimit.WorkingHours(24), TimeLimit.WorkingDays(2), TimeLimit.Days(2) },
            limit => Assert.False(Calendars.TwoPeriods.TryAdd(Calendars.At("2030-12-31 12:00"), limit.Kind, limit.Amount, out _)));
        Assert.True(Calendars.TwoPeriods.Holds(Calendars.At("2030-12-31 23:59")));
        Assert.False(Calendars.TwoPeriods.Holds(Calendars.At("2031-01-01 00:00")));
    }

    [Theory]
    [InlineData(CalendarFaults.NeverWorks, "none")]
    [InlineData(CalendarFaults.NeverWorks, "holidays")]
    [InlineData(CalendarFaults.ZoneUnknown, "zone")]
    [InlineData(CalendarFaults.RangeInvalid, "range")]
    [InlineData(CalendarFaults.RangeInvalid, "century")]
    [InlineData(CalendarFaults.HoursInvalid, "backwards")]
    [InlineData(CalendarFaults.HoursInvalid, "overlap")]
    [InlineData(CalendarFaults.HoursInvalid, "weekday")]
    [InlineData(CalendarFaults.HoursInvalid, "makeUp")]
    [InlineData(CalendarFaults.DayOutside, "holiday")]
    public void A_calendar_that_cannot_be_is_refused_with_its_reason(string code, string fault)
    {
        var settings = Calendars.Week(Calendars.Shanghai, (8, 12));
        switch (fault)
        {
            case "none": settings.Week.Clear(); break;
            case "holidays":
                settings.LastDay = settings.FirstDay + 6;
                settings.Holidays.AddRange(Enumerable.Range(settings.FirstDay, 7));
                break;
            case "zone": settings.TimeZone = "Asia/Atlantis"; break;
            case "range": settings.LastDay = settings.FirstDay - 1; break;
            case "century": settings.LastDay = settings.FirstDay + 36_525; break;
            case "backwards": settings.Week[0].FromMinute = 1000; break;
            case "overlap": settings.Week.Add(new WeekdayHours { Weekday = 1, FromMinute = 600, UntilMinute = 800 }); break;
            case "weekday": settings.Week[0].Weekday = 7; break;
            case "makeUp": settings.MakeUp.Add(new MakeUpDay { Day = settings.FirstDay, WorksAsWeekday = -1 }); break;
            case "holiday": settings.Holidays.Add(settings.LastDay + 1); break;
        }
        Assert.Equal(code, Assert.Throws<CalendarException>(() => new BusinessCalendar(settings)).Code);
    }

    private static BusinessCalendar NewYork() => new(Calendars.Days(Calendars.NewYork, [0, 1, 2, 3, 4, 5, 6], (0, 24)));

    private static int Day(int year, int month, int day) => LocalDay.From(new DateOnly(year, month, day));
}

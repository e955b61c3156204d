using RealtimeGov.Domain.Deadlines;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Tests.Deadlines;

/// <summary>Deadlines that other programs got wrong.</summary>
public sealed class KnownAnswersTests
{
    private static readonly TimeLimit FourHours = TimeLimit.WorkingHours(4);

    [Fact]
    public void Opened_on_Friday_at_half_past_five_four_working_hours_end_on_Monday_at_half_past_eleven() =>
        Assert.Equal("2026-06-08 11:30", Calendars.TwoPeriods.Due("2026-06-05 17:30", FourHours));

    [Fact]
    public void Opened_on_Sunday_four_working_hours_end_on_Monday_at_noon() =>
        Assert.Equal("2026-06-08 12:00", Calendars.TwoPeriods.Due("2026-06-07 15:00", FourHours));

    [Fact]
    public void Suspended_from_the_end_of_work_to_its_beginning_nothing_moves()
    {
        // Work is from 9 to 17: no working time passes from 17:00 to 09:00.
        Assert.Equal("2026-06-03 11:00", Resumed(Calendars.NineToFive, "2026-06-02 15:00", "2026-06-02 17:00", "2026-06-03 09:00"));
    }

    [Fact]
    public void Suspended_over_working_time_exactly_that_is_given_back()
    {
        // Work is from 8 to 12 and from 14 to 18: an hour of the evening and one of the morning pass.
        Assert.Equal("2026-06-03 09:00", Calendars.TwoPeriods.Due("2026-06-02 15:00", FourHours));
        Assert.Equal("2026-06-03 11:00", Resumed(Calendars.TwoPeriods, "2026-06-02 15:00", "2026-06-02 17:00", "2026-06-03 09:00"));
    }

    [Theory]
    [InlineData("2026-06-03 10:00")] // a Wednesday
    [InlineData("2026-06-02 10:00")] // a Tuesday: the day of the start does not count
    [InlineData("2026-06-08 23:59")]
    public void A_calendar_of_Tuesdays_ends_a_day_on_the_next_Tuesday(string opened) =>
        Assert.Equal("2026-06-09 18:00", new BusinessCalendar(Calendars.Days(Calendars.Shanghai, [2], (8, 12), (14, 18))).Due(opened, TimeLimit.WorkingDays(1)));

    [Fact]
    public void A_calendar_of_Tuesdays_ends_hours_on_the_next_Tuesday() =>
        Assert.Equal("2026-06-09 12:00", new BusinessCalendar(Calendars.Days(Calendars.Shanghai, [2], (8, 12), (14, 18))).Due("2026-06-03 10:00", FourHours));

    private static string Resumed(BusinessCalendar calendar, string opened, string from, string until)
    {
        Assert.True(calendar.TryAdd(Calendars.At(opened), FourHours.Kind, FourHours.Amount, out var due));
        var remaining = calendar.Between(Calendars.At(from), due, FourHours.Kind);
        Assert.True(calendar.TryAdd(Calendars.At(until), LimitKind.WorkingTime, remaining, out var moved));
        return Calendars.Local(moved);
    }
}

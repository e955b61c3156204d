using FsCheck;
using FsCheck.Fluent;
using RealtimeGov.Domain.Deadlines;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Tests.Deadlines;

/// <summary>What holds of every calendar, start and limit.</summary>
public sealed class BusinessCalendarProperties
{
    private static readonly LimitKind[] Kinds = [LimitKind.Continuous, LimitKind.WorkingTime, LimitKind.WorkingDays, LimitKind.CalendarDays];

    // Hours on both sides of midnight and over the hours at which clocks change; holidays and make-up days at random.
    private static readonly Gen<BusinessCalendar> AnyCalendar =
        from zone in Gen.Elements(Calendars.Shanghai, Calendars.NewYork, "Europe/London", "Australia/Lord_Howe")
        from weekdays in Gen.NonEmptyListOf(Gen.Choose(0, 6))
        from cuts in Gen.ArrayOf(Gen.Choose(0, 24), 4)
        from holidays in Gen.ListOf(Gen.Choose(0, 700))
        from makeUp in Gen.ListOf(Gen.Choose(0, 700))
        select Make(zone, weekdays.Distinct().ToArray(), cuts.Distinct().Order().ToArray(), holidays, makeUp);

    private static readonly Gen<long> AnyStart =
        from day in Gen.Choose(0, 600)
        from second in Gen.Choose(0, 86_400)
        select Calendars.At("2025-02-01 00:00") + day * Instant.DayUs + second * Instant.SecondUs;

    private static readonly Arbitrary<(BusinessCalendar Calendar, long Start, LimitKind Kind, long A, long B)> Limits = (
        from calendar in AnyCalendar
        from start in AnyStart
        from kind in Gen.Elements(Kinds)
        from a in Gen.Choose(1, 60)
        from b in Gen.Choose(1, 60)
        let unit = kind is LimitKind.Continuous or LimitKind.WorkingTime ? 37 * Instant.MinuteUs : 1
        select (calendar, start, kind, a * unit, b * unit)).ToArbitrary();

    [Fact]
    public void Two_limits_one_after_the_other_are_their_sum() => Check.QuickThrowOnFailure(Prop.ForAll(Limits, c =>
        Due(c.Calendar, Due(c.Calendar, c.Start, c.Kind, c.A), c.Kind, c.B) == Due(c.Calendar, c.Start, c.Kind, c.A + c.B)));

    [Fact]
    public void A_later_start_or_a_longer_limit_is_never_due_earlier() => Check.QuickThrowOnFailure(Prop.ForAll(Limits, Gen.Choose(0, 400_000).ToArbitrary(), (c, later) =>
        Due(c.Calendar, c.Start + later * Instant.SecondUs, c.Kind, c.A) >= Due(c.Calendar, c.Start, c.Kind, c.A)
        && Due(c.Calendar, c.Start, c.Kind, c.A + c.B) > Due(c.Calendar, c.Start, c.Kind, c.A)
        && Due(c.Calendar, c.Start, c.Kind, c.A) > c.Start));

    [Fact]
    public void What_passes_until_a_limit_ends_is_the_limit() => Check.QuickThrowOnFailure(Prop.ForAll(Limits, c =>
        c.Calendar.Between(c.Start, Due(c.Calendar, c.Start, c.Kind, c.A), c.Kind) == c.A));

    [Fact]
    public void Working_time_is_what_a_walk_by_the_minute_counts()
    {
        var settings = Calendars.Days(Calendars.NewYork, [0, 6], (0, 2), (3, 5));
        var calendar = new BusinessCalendar(settings);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(Calendars.NewYork);
        foreach (var day in new[] { "2026-03-07 22:00", "2026-10-31 22:00", "2026-06-06 22:00" })
        {
            var start = Calendars.At(day, Calendars.NewYork);
            for (long minutes = 0, worked = 0; minutes < 600; minutes++)
            {
                Assert.Equal(worked * Instant.MinuteUs, calendar.Between(start, start + minutes * Instant.MinuteUs, LimitKind.WorkingTime));
                var local = TimeZoneInfo.ConvertTime(Instant.ToDateTimeOffset(start + minutes * Instant.MinuteUs), zone);
                var works = local.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday && local.Hour is 0 or 1 or 3 or 4;
                if (works) worked++;
            }
        }
    }

    private static long Due(BusinessCalendar calendar, long start, LimitKind kind, long amount)
    {
        Assert.True(calendar.TryAdd(start, kind, amount, out var due));
        return due;
    }

    private static BusinessCalendar Make(string zone, int[] weekdays, int[] cuts, IEnumerable<int> holidays, IEnumerable<int> makeUp)
    {
        var periods = cuts.Chunk(2).Where(pair => pair.Length == 2).Select(pair => (pair[0], pair[1])).DefaultIfEmpty((8, 12)).ToArray();
        var settings = Calendars.Days(zone, weekdays, periods);
        settings.Holidays.AddRange(holidays.Select(day => settings.FirstDay + day));
        settings.MakeUp.AddRange(makeUp.Select(day => new MakeUpDay { Day = settings.FirstDay + day, WorksAsWeekday = weekdays[0] }));
        return new BusinessCalendar(settings);
    }
}

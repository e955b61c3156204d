using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Deadlines;

/// <summary>Every working period of a calendar's days, as instants: built once, searched often.</summary>
internal sealed class WorkingPeriods
{
    /// <summary>Days that a calendar may know: 40 years, so that its periods stay below a megabyte.</summary>
    public const int DaysMax = 14_610;

    private const int MinutesOfDay = 1440, DaysOfWeek = 7;

    public List<long> Starts { get; } = [];

    public List<long> Ends { get; } = [];

    /// <summary>Working microseconds up to the end of each period.</summary>
    public List<long> Worked { get; } = [];

    /// <summary>The days with work, in order, and where each one's work ends.</summary>
    public List<int> Days { get; } = [];

    public List<long> DayEnds { get; } = [];

    /// <exception cref="CalendarException">Its settings contradict themselves.</exception>
    public static WorkingPeriods Of(WorkCalendar settings, TimeZoneInfo zone)
    {
        var week = Week(settings);
        var holidays = settings.Holidays.ToHashSet();
        var makeUp = MakeUp(settings);
        foreach (var day in holidays.Concat(makeUp.Keys))
            if (day < settings.FirstDay || day > settings.LastDay)
                throw new CalendarException(CalendarFaults.DayOutside, $"{LocalDay.Format(day)} is outside the calendar");
        var periods = new WorkingPeriods();
        for (var day = settings.FirstDay; day <= settings.LastDay; day++)
        {
            var hours = makeUp.TryGetValue(day, out var works) ? week[works]
                : holidays.Contains(day) ? []
                : week[(int)LocalDay.ToDate(day).DayOfWeek];
            periods.Add(day, hours, zone);
        }
        return periods.Days.Count > 0 ? periods
            : throw new CalendarException(CalendarFaults.NeverWorks, "no day of the calendar has a working period");
    }

    /// <summary>The instant at which a local day begins.</summary>
    public static long Midnight(int day, TimeZoneInfo zone) => At(day, 0, zone, isEnd: false);

    private void Add(int day, List<(int From, int Until)> hours, TimeZoneInfo zone)
    {
        var before = Starts.Count;
        foreach (var (from, until) in hours)
        {
            var (start, end) = (At(day, from, zone, isEnd: false), At(day, until, zone, isEnd: until < MinutesOfDay));
            if (end <= start) continue; // it lies in the hour that the clocks skip
            Starts.Add(start);
            Ends.Add(end);
            Worked.Add((Worked.Count > 0 ? Worked[^1] : 0) + end - start);
        }
        if (Starts.Count == before) return;
        Days.Add(day);
        DayEnds.Add(Math.Min(Ends[^1], Midnight(day + 1, zone) - 1)); // midnight is of the next day
    }

    // Of a local time that comes twice a period takes both; one that is skipped is the instant after the gap.
    private static long At(int day, int minute, TimeZoneInfo zone, bool isEnd)
    {
        var local = LocalDay.ToDate(day).ToDateTime(TimeOnly.MinValue).AddMinutes(minute);
        while (zone.IsInvalidTime(local)) local = local.AddMinutes(1);
        var offset = !zone.IsAmbiguousTime(local) ? zone.GetUtcOffset(local)
            : isEnd ? zone.GetAmbiguousTimeOffsets(local).Min()
            : zone.GetAmbiguousTimeOffsets(local).Max();
        return Instant.From(new DateTimeOffset(local, offset));
    }

    private static List<(int From, int Until)>[] Week(WorkCalendar settings)
    {
        var week = Enumerable.Range(0, DaysOfWeek).Select(_ => new List<(int From, int Until)>()).ToArray();
        foreach (var hours in settings.Week)
        {
            if (hours.Weekday is < 0 or >= DaysOfWeek || hours.FromMinute < 0 || hours.UntilMinute > MinutesOfDay || hours.FromMinute >= hours.UntilMinute)
                throw new CalendarException(CalendarFaults.HoursInvalid, $"weekday {hours.Weekday}, minutes {hours.FromMinute} to {hours.UntilMinute}: 0 to 6, and 0 to {MinutesOfDay} in order");
            week[hours.Weekday].Add((hours.FromMinute, hours.UntilMinute));
        }
        foreach (var day in week)
        {
            day.Sort();
            for (var at = 1; at < day.Count; at++)
                if (day[at].From < day[at - 1].Until)
                    throw new CalendarException(CalendarFaults.HoursInvalid, $"two periods of one weekday overlap at minute {day[at].From}");
        }
        return week;
    }

    private static Dictionary<int, int> MakeUp(WorkCalendar settings)
    {
        var days = new Dictionary<int, int>();
        foreach (var makeUp in settings.MakeUp)
        {
            if (makeUp.WorksAsWeekday is < 0 or >= DaysOfWeek)
                throw new CalendarException(CalendarFaults.HoursInvalid, $"{LocalDay.Format(makeUp.Day)} works as weekday {makeUp.WorksAsWeekday}: 0 to 6");
            days[makeUp.Day] = makeUp.WorksAsWeekday;
        }
        return days;
    }
}

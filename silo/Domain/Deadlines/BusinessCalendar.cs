using RealtimeGov.Domain.Regions;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Deadlines;

/// <summary>
/// When a region's desks work, and what a limit comes to. Immutable; each answer is a binary search over the periods.
/// Limits above 0 add up, <c>Add(Add(t, a), b) = Add(t, a + b)</c>, and a later start is never due earlier.
/// </summary>
public sealed class BusinessCalendar
{
    private readonly WorkCalendar settings;
    private readonly WorkingPeriods periods;
    private readonly long firstUs;
    private readonly long endUs;

    /// <exception cref="CalendarException">It never works, or its settings contradict themselves.</exception>
    public BusinessCalendar(WorkCalendar settings)
    {
        if (!TimeZones.TryFind(settings.TimeZone, out var zone))
            throw new CalendarException(CalendarFaults.ZoneUnknown, $"{settings.TimeZone} is no time zone of the IANA database");
        var (first, last) = ((long)settings.FirstDay, (long)settings.LastDay);
        if (first < LocalDay.Beginning + 2 || last < first || last - first >= WorkingPeriods.DaysMax || last > LocalDay.From(DateOnly.MaxValue) - 2)
            throw new CalendarException(CalendarFaults.RangeInvalid, $"the calendar must hold 1 to {WorkingPeriods.DaysMax} days in order");
        this.settings = settings.Clone();
        Zone = zone;
        periods = WorkingPeriods.Of(settings, zone);
        firstUs = WorkingPeriods.Midnight(settings.FirstDay, zone);
        endUs = WorkingPeriods.Midnight(settings.LastDay + 1, zone);
    }

    public string Region => settings.Region;

    public TimeZoneInfo Zone { get; }

    /// <summary>True for an instant on one of the days that the calendar knows.</summary>
    public bool Holds(long instantUs) => instantUs >= firstUs && instantUs < endUs;

    /// <summary>When a limit ends that begins at an instant; false where either lies outside the calendar.</summary>
    /// <param name="amount">Microseconds or days, by kind; 0 of days ends with the first day that counts.</param>
    public bool TryAdd(long startUs, LimitKind kind, long amount, out long dueUs)
    {
        dueUs = 0;
        if (!Holds(startUs) || amount < 0 || amount > endUs - firstUs) return false;
        switch (kind)
        {
            case LimitKind.Continuous: dueUs = startUs + amount; break;
            case LimitKind.WorkingTime: return TryAddWork(startUs, amount, out dueUs);
            case LimitKind.WorkingDays: return TryAddWorkingDays(startUs, amount, out dueUs);
            case LimitKind.CalendarDays:
                var day = LocalDay.Of(startUs, Zone) + amount;
                if (day > settings.LastDay) return false;
                dueUs = WorkingPeriods.Midnight((int)day + 1, Zone) - 1;
                break;
            default: throw new ArgumentOutOfRangeException(nameof(kind), kind, "no kind of limit");
        }
        return Holds(dueUs);
    }

    /// <summary>What of a limit passes between two instants of the calendar, in the unit of its kind; 0 when they are not in order.</summary>
    public long Between(long fromUs, long untilUs, LimitKind kind) => untilUs <= fromUs ? 0 : kind switch
    {
        LimitKind.Continuous => untilUs - fromUs,
        LimitKind.WorkingTime => WorkedBy(untilUs) - WorkedBy(fromUs),
        LimitKind.WorkingDays => DaysUpTo(LocalDay.Of(untilUs, Zone)) - DaysUpTo(LocalDay.Of(fromUs, Zone)),
        LimitKind.CalendarDays => LocalDay.Of(untilUs, Zone) - LocalDay.Of(fromUs, Zone),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no kind of limit"),
    };

    private bool TryAddWork(long startUs, long amount, out long dueUs)
    {
        dueUs = startUs;
        if (amount == 0) return true;
        var target = WorkedBy(startUs) + amount;
        var at = periods.Worked.BinarySearch(target);
        if (at < 0) at = ~at;
        if (at == periods.Worked.Count) return false;
        dueUs = periods.Ends[at] - (periods.Worked[at] - target);
        return true;
    }

    // The day of the start does not count; a start on a day off is one of the day before it.
    private bool TryAddWorkingDays(long startUs, long amount, out long dueUs)
    {
        var day = LocalDay.Of(startUs, Zone);
        var target = DaysUpTo(day) - 1 + amount;
        if (amount == 0 && (target < 0 || periods.Days[(int)target] != day || periods.DayEnds[(int)target] < startUs)) target++; // no work is left of today
        dueUs = target >= 0 && target < periods.DayEnds.Count ? periods.DayEnds[(int)target] : 0;
        return dueUs != 0;
    }

    private long WorkedBy(long instantUs)
    {
        var at = periods.Starts.BinarySearch(instantUs);
        if (at < 0) at = ~at - 1;
        if (at < 0) return 0;
        return periods.Worked[at] - Math.Max(0, periods.Ends[at] - instantUs);
    }

    /// <summary>Days with work up to and with a day.</summary>
    private int DaysUpTo(int day)
    {
        var at = periods.Days.BinarySearch(day);
        return at < 0 ? ~at : at + 1;
    }
}

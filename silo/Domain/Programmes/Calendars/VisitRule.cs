using System.Globalization;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Programmes.Calendars;

/// <summary>One visit that is due.</summary>
/// <param name="Name">Of the slot within its plan: its month, its day, or its number in the month.</param>
/// <param name="FromDate">The first day on which it can be held.</param>
/// <param name="DueDate">The last.</param>
public sealed record VisitSlot(string Name, int FromDate, int DueDate);

/// <summary>
/// When visits are due. <c>month_days</c>: one a month, on one of these days, whoever visits chooses; <c>weekly</c>: on each of
/// these days of the week; <c>monthly</c>: so many a month, on any day.
/// </summary>
public static class VisitRule
{
    public const string MonthDays = "month_days", Weekly = "weekly", Monthly = "monthly";

    public const int TimesMax = 31;

    /// <summary>All slots of a plan, in order of days; a month of which no such day lies within the plan has none.</summary>
    public static IEnumerable<VisitSlot> SlotsOf(VisitsPlanned plan)
    {
        if (plan.Rule == Weekly)
        {
            for (var day = plan.FromDate; day <= plan.UntilDate; day++)
                if (plan.Days.Contains(WeekdayOf(day))) yield return new VisitSlot(LocalDay.ToDate(day).ToString("yyyyMMdd", CultureInfo.InvariantCulture), day, day);
            yield break;
        }
        for (var month = FirstOfMonth(plan.FromDate); LocalDay.From(month) <= plan.UntilDate; month = month.AddMonths(1))
        {
            var name = month.ToString("yyyyMM", CultureInfo.InvariantCulture);
            var (first, last) = (Math.Max(plan.FromDate, LocalDay.From(month)), Math.Min(plan.UntilDate, LocalDay.From(month.AddMonths(1)) - 1));
            if (plan.Rule == Monthly)
            {
                for (var n = 1; n <= plan.Times; n++) yield return new VisitSlot($"{name}.{n}", first, last);
                continue;
            }
            var days = Enumerable.Range(first, last - first + 1).Where(day => plan.Days.Contains(LocalDay.ToDate(day).Day)).ToList();
            if (days.Count > 0) yield return new VisitSlot(name, days[0], days[^1]);
        }
    }

    /// <summary>True where a visit of that slot can be held on that day.</summary>
    public static bool Offers(VisitsPlanned plan, int from, int due, int day) => day >= from && day <= due && (plan.Rule != MonthDays || plan.Days.Contains(LocalDay.ToDate(day).Day));

    /// <summary>Null, or what is wrong with the days of a rule.</summary>
    public static string? FaultOf(VisitsPlanned plan) => plan.Rule switch
    {
        Weekly => plan.Days.Count > 0 && plan.Days.All(day => day is >= 1 and <= 7) ? null : "`days` of weekly are 1 (Monday) to 7",
        MonthDays => plan.Days.Count > 0 && plan.Days.All(day => day is >= 1 and <= 31) ? null : "`days` of month_days are 1 to 31",
        _ => plan.Times is >= 1 and <= TimesMax ? null : $"`times` of monthly is 1 to {TimesMax}",
    };

    private static int WeekdayOf(int day) => ((int)LocalDay.ToDate(day).DayOfWeek + 6) % 7 + 1;

    private static DateOnly FirstOfMonth(int day) => LocalDay.ToDate(day) is var date ? new DateOnly(date.Year, date.Month, 1) : default;
}

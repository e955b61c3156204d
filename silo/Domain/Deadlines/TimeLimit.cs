using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Deadlines;

/// <summary>How long a step may take.</summary>
/// <param name="Amount">Microseconds or days, by kind; above 0.</param>
/// <param name="Yellow">After how much of it the warning comes, below it; 0: after <see cref="YellowPercent"/>.</param>
public readonly record struct TimeLimit(LimitKind Kind, long Amount, long Yellow = 0)
{
    /// <summary>The warning comes when so much of the limit has passed.</summary>
    public const int YellowPercent = 80;

    public static TimeLimit Hours(long hours) => new(LimitKind.Continuous, hours * Instant.HourUs);

    public static TimeLimit WorkingHours(long hours) => new(LimitKind.WorkingTime, hours * Instant.HourUs);

    public static TimeLimit WorkingDays(long days) => new(LimitKind.WorkingDays, days);

    public static TimeLimit Days(long days) => new(LimitKind.CalendarDays, days);

    /// <summary>After how much of it the warning comes: of days a whole day before the end at least.</summary>
    public long YellowAmount => Yellow > 0 ? Yellow
        : Kind is LimitKind.WorkingDays or LimitKind.CalendarDays
        ? Math.Min(Amount * YellowPercent / 100, Amount - 1)
        : Amount / 100 * YellowPercent;
}

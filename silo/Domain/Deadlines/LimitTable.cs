using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Deadlines;

/// <summary>The limits of a town by clock, category and level. Where it names none, the default holds. Immutable.</summary>
public sealed class LimitTable
{
    /// <summary>Continuous limits of more than this are a slip of the keyboard: ten years.</summary>
    private const long AmountMaxUs = 3650L * 24 * 3_600_000_000, DaysMax = 3650;

    private static readonly Dictionary<IssueClock, TimeLimit> Defaults = new()
    {
        [IssueClock.Whole] = TimeLimit.WorkingDays(15),
        [IssueClock.Review] = TimeLimit.WorkingHours(2),
        [IssueClock.Route] = TimeLimit.WorkingHours(4),
        [IssueClock.TakeOver] = TimeLimit.WorkingHours(4),
        [IssueClock.Handle] = TimeLimit.WorkingDays(7),
        [IssueClock.Check] = TimeLimit.WorkingDays(2),
        [IssueClock.Feedback] = TimeLimit.WorkingDays(1),
        [IssueClock.Rating] = TimeLimit.Days(7),
        [IssueClock.Note] = TimeLimit.WorkingDays(1),
    };

    private readonly Dictionary<(IssueClock Clock, string Category, LoopLevel Level), TimeLimit> limits = [];

    /// <exception cref="CalendarException">A limit is not above 0, or of no kind or clock.</exception>
    public LimitTable(IEnumerable<StepLimit> settings)
    {
        foreach (var limit in settings)
        {
            if (!Defaults.ContainsKey(limit.Clock))
                throw new CalendarException(CalendarFaults.LimitInvalid, $"{limit.Clock} takes no limit: its end is given with the step");
            var isDays = limit.Kind is LimitKind.WorkingDays or LimitKind.CalendarDays;
            var isTime = limit.Kind is LimitKind.Continuous or LimitKind.WorkingTime;
            if (!(isDays || isTime) || limit.Amount <= 0 || limit.Amount > (isDays ? DaysMax : AmountMaxUs))
                throw new CalendarException(CalendarFaults.LimitInvalid, $"{limit.Clock}: {limit.Amount} of {limit.Kind} is no limit");
            limits[(limit.Clock, limit.Category, limit.Level)] = new TimeLimit(limit.Kind, limit.Amount);
        }
    }

    public static LimitTable Default { get; } = new([]);

    /// <summary>The one that names most holds: the category, its class, any; then the level, any.</summary>
    public TimeLimit Of(IssueClock clock, string category, LoopLevel level)
    {
        foreach (var name in CategoryNames.From(category))
        {
            if (limits.TryGetValue((clock, name, level), out var limit)) return limit;
            if (limits.TryGetValue((clock, name, LoopLevel.Unspecified), out limit)) return limit;
        }
        return Defaults[clock];
    }
}

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

    /// <exception cref="CalendarException">A limit is not above 0, of no kind or clock, warns after its end, or is there twice.</exception>
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
            if (limit.Yellow < 0 || limit.Yellow >= limit.Amount)
                throw new CalendarException(CalendarFaults.YellowNotBefore, $"{limit.Clock}: the warning after {limit.Yellow} is not before the end after {limit.Amount}");
            if (!limits.TryAdd((limit.Clock, limit.Category, limit.Level), new TimeLimit(limit.Kind, limit.Amount, limit.Yellow)))
                throw new CalendarException(CalendarFaults.LimitTwice, $"{limit.Clock} of category '{limit.Category}' and level {limit.Level} has two limits");
        }
    }

    public static LimitTable Default { get; } = new([]);

    /// <summary>What holds where a town has said nothing, in the order of the clocks.</summary>
    public static IEnumerable<(IssueClock Clock, TimeLimit Limit)> DefaultLimits => Defaults.OrderBy(one => one.Key).Select(one => (one.Key, one.Value));

    /// <summary>Whether the town has a limit of its own for one of these clocks.</summary>
    public bool Names(params IEnumerable<IssueClock> clocks) => limits.Keys.Any(key => clocks.Contains(key.Clock));

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

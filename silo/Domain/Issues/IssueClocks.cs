using RealtimeGov.Domain.Deadlines;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Issues;

/// <summary>Brings an issue's clocks in line with where it stands: starts, pauses, resumes and stops them, each by an event.</summary>
internal static class IssueClocks
{
    private static readonly Dictionary<IssueStage, IssueClock> OfStage = new()
    {
        [IssueStage.Opened] = IssueClock.Review,
        [IssueStage.Accepted] = IssueClock.Route,
        [IssueStage.Routed] = IssueClock.TakeOver,
        [IssueStage.Handling] = IssueClock.Handle,
        [IssueStage.Checking] = IssueClock.Check,
        [IssueStage.Resolved] = IssueClock.Feedback,
        [IssueStage.Answered] = IssueClock.Rating,
    };

    // Set by the step that gives the date, and over when its stage is left.
    private static readonly Dictionary<IssueClock, IssueStage> Dated = new()
    {
        [IssueClock.AskBack] = IssueStage.Asked,
        [IssueClock.Suspension] = IssueStage.Suspended,
        [IssueClock.Recheck] = IssueStage.Closed,
    };

    private enum Wish
    {
        Stop,
        Pause,
        Run,
    }

    public static void Reconcile(IssueDraft draft)
    {
        var state = draft.State;
        foreach (var (key, clock) in state.Clocks.ToArray())
            switch (WishOf(state, key))
            {
                case Wish.Stop: Stop(draft, key); break;
                case Wish.Pause: Pause(draft, key, clock); break;
                case Wish.Run: Resume(draft, key, clock); break;
            }
        if (OfStage.TryGetValue(state.Stage, out var step)) StartIfMissing(draft, new ClockKey(step, SubjectOf(state, step)));
        if (WishOf(state, new ClockKey(IssueClock.Whole, "")) == Wish.Run) StartIfMissing(draft, new ClockKey(IssueClock.Whole, ""));
        foreach (var (note, unit) in state.Notes.ToArray())
            if (unit.Length > 0) StartIfMissing(draft, new ClockKey(IssueClock.Note, $"{note}"));
    }

    /// <summary>Sets a clock whose end a person gave.</summary>
    public static void SetDated(IssueDraft draft, IssueClock clock, long dueUs) =>
        Set(draft, new ClockKey(clock, ""), draft.NowUs, 0, dueUs, dueUs, LimitKind.Continuous);

    /// <summary>Moves a clock's end; what it was first stays on record.</summary>
    public static void Move(IssueDraft draft, ClockKey key, long dueUs)
    {
        var clock = draft.State.Clocks[key];
        var yellow = clock.YellowAtUs > 0 ? Math.Max(clock.YellowAtUs, draft.NowUs + (dueUs - draft.NowUs) / 100 * TimeLimit.YellowPercent) : 0;
        Set(draft, key, clock.StartedAtUs, yellow, dueUs, clock.RawDueUs, clock.Kind);
    }

    /// <summary>A number of days from now; counted day and night where the calendar does not reach so far.</summary>
    public static long DaysAhead(IssueDraft draft, int days) => DueOf(draft, LimitKind.CalendarDays, days, out _);

    private static Wish WishOf(IssueState state, ClockKey key)
    {
        var isWaiting = state.Stage is IssueStage.Asked or IssueStage.Suspended or IssueStage.Joined;
        switch (key.Clock)
        {
            case IssueClock.Whole: return state.IsAnswered ? Wish.Stop : isWaiting ? Wish.Pause : Wish.Run;
            case IssueClock.Note: return state.Notes.GetValueOrDefault(uint.Parse(key.Subject), "").Length > 0 ? Wish.Run : Wish.Stop;
            // Kept for each unit until the answer: going back to a unit resumes its clock, and checking pauses it.
            case IssueClock.Handle:
                if (state.IsAnswered || state.Stage == IssueStage.Split) return Wish.Stop;
                return state.Stage == IssueStage.Handling && key.Subject == state.Lead ? Wish.Run : Wish.Pause;
        }
        if (Dated.TryGetValue(key.Clock, out var dated)) return state.Stage == dated ? Wish.Run : Wish.Stop;
        if (!OfStage.TryGetValue(state.WorkStage, out var step) || step != key.Clock || SubjectOf(state, step) != key.Subject) return Wish.Stop;
        return isWaiting ? Wish.Pause : Wish.Run;
    }

    private static string SubjectOf(IssueState state, IssueClock clock) => clock is IssueClock.TakeOver or IssueClock.Handle ? state.Lead : "";

    private static void StartIfMissing(IssueDraft draft, ClockKey key)
    {
        if (draft.State.Clocks.ContainsKey(key)) return;
        var limit = draft.Context.Limits.Of(key.Clock, draft.State.Category, draft.State.Level);
        var due = DueOf(draft, limit.Kind, limit.Amount, out var isOutside);
        var warns = key.Clock != IssueClock.Rating;
        var yellow = warns ? DueOf(draft, limit.Kind, limit.YellowAmount, out _) : 0;
        Set(draft, key, draft.NowUs, yellow > draft.NowUs && yellow < due ? yellow : 0, due, due, isOutside ? LimitKind.Continuous : limit.Kind, isOutside);
    }

    private static void Stop(IssueDraft draft, ClockKey key) =>
        draft.Emit(new IssueEvent { ClockStopped = new ClockStopped { Clock = key.Clock, Subject = key.Subject } });

    private static void Pause(IssueDraft draft, ClockKey key, IssueClockState clock)
    {
        if (clock.IsPaused || clock.IsOver) return;
        draft.Emit(new IssueEvent
        {
            ClockPaused = new ClockPaused
            {
                Clock = key.Clock,
                Subject = key.Subject,
                Version = draft.State.NextClockVersion,
                Remaining = RemainingOf(draft, clock.DueUs, clock.Kind),
                RemainingYellow = clock.YellowAtUs == 0 ? -1 : RemainingOf(draft, clock.YellowAtUs, clock.Kind),
            },
        });
    }

    private static long RemainingOf(IssueDraft draft, long dueUs, LimitKind kind) =>
        dueUs <= draft.NowUs ? -1 : draft.Context.Calendar.Between(draft.NowUs, dueUs, kind);

    private static void Resume(IssueDraft draft, ClockKey key, IssueClockState clock)
    {
        if (!clock.IsPaused) return;
        var isOutside = false;
        var due = clock.Remaining < 0 ? clock.DueUs : DueOf(draft, clock.Kind, clock.Remaining, out isOutside);
        var yellow = clock.RemainingYellow < 0 ? 0 : DueOf(draft, clock.Kind, clock.RemainingYellow, out _);
        Set(draft, key, clock.StartedAtUs, yellow < due ? yellow : 0, due, clock.RawDueUs, isOutside ? LimitKind.Continuous : clock.Kind, isOutside);
    }

    private static long DueOf(IssueDraft draft, LimitKind kind, long amount, out bool isOutside)
    {
        isOutside = !draft.Context.Calendar.TryAdd(draft.NowUs, kind, amount, out var due);
        if (!isOutside) return due;
        var isDays = kind is LimitKind.WorkingDays or LimitKind.CalendarDays;
        return draft.NowUs + (isDays ? amount * Instant.DayUs : amount); // an issue is never without a clock, however old the calendar
    }

    private static void Set(
        IssueDraft draft, ClockKey key, long startedUs, long yellowUs, long dueUs, long rawDueUs, LimitKind kind, bool isOutside = false) =>
        draft.Emit(new IssueEvent
        {
            ClockSet = new ClockSet
            {
                Clock = key.Clock,
                Subject = key.Subject,
                Version = draft.State.NextClockVersion,
                StartedAtUs = startedUs,
                YellowAtUs = yellowUs,
                DueUs = dueUs,
                RawDueUs = rawDueUs,
                Kind = kind,
                OutsideCalendar = isOutside,
            },
        });
}

using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Issues;

/// <summary>What makes a clock wait or moves its end.</summary>
public static partial class IssueDecider
{
    private static IssueDecision? Suspend(IssueDraft draft)
    {
        var until = draft.Command.Suspend.UntilUs;
        if (CheckDate(draft, until, draft.NowUs) is { } refused) return refused;
        draft.Emit(IssueStage.Suspended, new IssueEvent { Suspended = new IssueSuspended { UntilUs = until } });
        IssueClocks.SetDated(draft, IssueClock.Suspension, until);
        return null;
    }

    private static IssueDecision? Resume(IssueDraft draft)
    {
        draft.Emit(draft.State.StageBefore, new IssueEvent { Resumed = new IssueResumed() });
        return null;
    }

    private static IssueDecision? Extend(IssueDraft draft)
    {
        var (state, due) = (draft.State, draft.Command.Extend.DueUs);
        var key = new ClockKey(IssueClock.Handle, state.Lead);
        if (state.ExtendedTimes >= draft.Context.Rules.ExtensionsMax)
            return IssueDecision.Refuse(IssueRefusals.TooOften, $"extended {state.ExtendedTimes} times");
        if (!state.Clocks.TryGetValue(key, out var clock)) return IssueDecision.Refuse(IssueRefusals.StageForbids, "no clock of the holder runs");
        if (CheckDate(draft, due, Math.Max(draft.NowUs, clock.DueUs)) is { } refused) return refused;
        draft.Emit(new IssueEvent { Extended = new IssueExtended { DueBeforeUs = clock.DueUs, DueAfterUs = due } });
        IssueClocks.Move(draft, key, due);
        var whole = new ClockKey(IssueClock.Whole, "");
        if (draft.State.Clocks.TryGetValue(whole, out var all) && all.DueUs < due) IssueClocks.Move(draft, whole, due);
        return null;
    }

    private static IssueDecision? CheckDate(IssueDraft draft, long dateUs, long afterUs)
    {
        var most = draft.Context.Rules.MoveDaysMax;
        if (dateUs <= afterUs || dateUs - draft.NowUs > most * Instant.DayUs)
            return IssueDecision.Refuse(IssueRefusals.DateInvalid, $"the date must come after the present one, within {most} days");
        return draft.Context.Calendar.Holds(dateUs) ? null
            : IssueDecision.Refuse(IssueRefusals.OutsideCalendar, $"the calendar of {draft.Context.Calendar.Region} does not hold the date");
    }

    private static IssueDecision? Ask(IssueDraft draft)
    {
        var (days, most) = (draft.Command.AskBack.Days, draft.Context.Rules.AskBackDaysMax);
        if (days < 0 || days > most) return IssueDecision.Refuse(IssueRefusals.DaysOutOfRange, $"1 to {most} days; 0 takes {most}");
        if (draft.State.Reports.Count == 0) return IssueDecision.Refuse(IssueRefusals.ReportNotHere, "a part has no reporter: ask in the whole");
        var until = IssueClocks.DaysAhead(draft, days == 0 ? most : days);
        var asked = new ReporterAsked { UntilUs = until };
        draft.Emit(IssueStage.Asked, new IssueEvent { Asked = asked });
        IssueClocks.SetDated(draft, IssueClock.AskBack, until);
        foreach (var report in draft.State.Reports) draft.TellReporter(report.ReportId, new ReporterNotice { Asked = asked });
        return null;
    }

    private static IssueDecision? Reply(IssueDraft draft)
    {
        if (draft.State.Stage == IssueStage.Asked)
        {
            draft.Emit(draft.State.StageBefore, new IssueEvent { Replied = new ReporterReplied() });
            return null;
        }
        if (draft.State.Ending != IssueEnding.Unanswered)
            return IssueDecision.Refuse(IssueRefusals.StageForbids, $"nothing is asked; it is {draft.State.Stage} as {draft.State.Ending}: reopen it instead");
        if (IsPastReopening(draft)) return TooLate(draft);
        draft.Emit(new IssueEvent { Replied = new ReporterReplied() });
        LeaveClosedParent(draft);
        Reopened(draft, draft.State.StageBefore, new IssueReopened { ByLateReply = true });
        return null;
    }
}

using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Issues;

/// <summary>Telling, rating, closing, and beginning anew. Whoever ends, tells: each reporter once for each ending.</summary>
public static partial class IssueDecider
{
    private const int ScoreMax = 5;

    /// <summary>Tells every reporter, every joined issue and the whole of a part, once; with nobody to rate it is closed at once.</summary>
    private static void AnswerReporters(IssueDraft draft, IssueStage stage, IssueEnding ending, DeclineReason declined = DeclineReason.Unspecified)
    {
        var answer = draft.State.Answer + 1;
        var told = new ReportersAnswered { Answer = answer, Ending = ending, ReportIds = { Ids(draft) } };
        draft.Emit(stage, new IssueEvent { Answered = told });
        foreach (var report in told.ReportIds) TellAnswer(draft, report, told, declined);
        foreach (var child in draft.State.Children) TellChild(draft, child);
        if (draft.State.IsPart)
            draft.TellIssue(draft.State.Opened!.PartOf, new IssueCommand { PartEnds = new PartEnds { Part = draft.State.Id, Number = draft.State.Opened.PartNumber, Ending = ending } });
        draft.TellGrid(new GridNotice { Left = new IssueLeft() });
        if (stage == IssueStage.Answered && draft.State.Reports.Count == 0) EmitClosed(draft, recheckAtUs: 0);
    }

    private static void TellAnswer(IssueDraft draft, Google.Protobuf.ByteString report, ReportersAnswered told, DeclineReason declined)
    {
        var answered = new ReportersAnswered { Answer = told.Answer, Ending = told.Ending, Late = told.Late };
        draft.TellReporter(report, new ReporterNotice { Answered = answered, DeclinedFor = declined });
    }

    private static void TellChild(IssueDraft draft, string child) => draft.TellIssue(child, new IssueCommand
    {
        ParentAnswers = new ParentAnswers { Parent = draft.State.Id, Answer = draft.State.Answer, Ending = draft.State.Ending, DeclinedFor = draft.State.IsWithdrawn ? draft.State.DeclinedFor : DeclineReason.Unspecified },
    });

    private static void EmitClosed(IssueDraft draft, long recheckAtUs) => draft.Emit(
        IssueStage.Closed, new IssueEvent { Closed = new IssueClosed { Ending = draft.State.Ending, RecheckAtUs = recheckAtUs } });

    private static IssueDecision? FeedBack(IssueDraft draft)
    {
        AnswerReporters(draft, IssueStage.Answered, IssueEnding.Resolved);
        return null;
    }

    private static IssueDecision? SolveByFinder(IssueDraft draft)
    {
        AcceptFirst(draft);
        draft.Emit(IssueStage.Resolved, new IssueEvent { Resolved = new IssueResolved { ByFinder = true, AfterPhotos = (uint)(draft.Command.Content?.PhotoIds.Count ?? 0) } });
        AnswerReporters(draft, IssueStage.Answered, IssueEnding.SolvedByFinder);
        if (draft.State is { Stage: IssueStage.Answered, Reports.Count: 1 }) EmitClosed(draft, recheckAtUs: 0); // nobody rates what he did himself
        return null;
    }

    private static IssueDecision? Rate(IssueDraft draft)
    {
        var (score, report) = (draft.Command.Rate.Score, draft.Command.By.ReportId);
        if (score is < 1 or > ScoreMax) return IssueDecision.Refuse(IssueRefusals.ScoreOutOfRange, $"{score} is not 1 to {ScoreMax}");
        if (draft.State.Ratings.ContainsKey(IssueState.KeyOf(report))) return IssueDecision.Refuse(IssueRefusals.RatedBefore, "rated before");
        draft.Emit(new IssueEvent { Rated = new IssueRated { ReportId = report, Score = score } });
        if (draft.State.Stage == IssueStage.Answered && draft.State.Ratings.Count == draft.State.Reports.Count) EmitClosed(draft, recheckAtUs: 0);
        return null;
    }

    private static IssueDecision? Close(IssueDraft draft)
    {
        var (days, most) = (draft.Command.Close.RecheckAfterDays, draft.Context.Rules.RecheckDaysMax);
        if (days < 0 || days > most) return IssueDecision.Refuse(IssueRefusals.DaysOutOfRange, $"0 to {most} days");
        var recheck = days > 0 ? IssueClocks.DaysAhead(draft, days) : 0;
        EmitClosed(draft, recheck);
        if (recheck > 0) IssueClocks.SetDated(draft, IssueClock.Recheck, recheck);
        return null;
    }

    private static IssueDecision? ForceClose(IssueDraft draft)
    {
        if (!draft.State.IsAnswered) AnswerReporters(draft, IssueStage.Answered, IssueEnding.Forced);
        if (draft.State.Stage != IssueStage.Closed) EmitClosed(draft, recheckAtUs: 0);
        return null;
    }

    private static IssueDecision? Reopen(IssueDraft draft)
    {
        var takers = StepTakers.Of(draft.State, draft.Command.By, draft.Context.Routing);
        if ((takers & (Takers.Desk | Takers.Supervisor)) == 0)
        {
            if (draft.State.ReopenedTimes >= draft.Context.Rules.ReopensMax)
                return IssueDecision.Refuse(IssueRefusals.TooOften, $"reopened {draft.State.ReopenedTimes} times; ask the desk");
            if (IsPastReopening(draft)) return TooLate(draft);
        }
        LeaveClosedParent(draft);
        Reopened(draft, IssueStage.Accepted, new IssueReopened());
        return null;
    }

    private static IssueDecision? Recheck(IssueDraft draft)
    {
        var isPassed = draft.Command.Recheck.Passed;
        if (draft.Command.By.Person == draft.State.ResolvedBy) return IssueDecision.Refuse(IssueRefusals.SamePerson, "whoever resolved it does not look again");
        if (!isPassed && NeedReason(draft) is { } refused) return refused;
        draft.Emit(new IssueEvent { Rechecked = new IssueRechecked { Passed = isPassed } });
        if (isPassed)
        {
            if (draft.State.Clocks.ContainsKey(new ClockKey(IssueClock.Recheck, "")))
                draft.Emit(new IssueEvent { ClockStopped = new ClockStopped { Clock = IssueClock.Recheck } });
            return null;
        }
        LeaveClosedParent(draft);
        Reopened(draft, IssueStage.Accepted, new IssueReopened { ByRecheck = true });
        return null;
    }

    private static void Reopened(IssueDraft draft, IssueStage stage, IssueReopened reopened)
    {
        draft.Emit(stage, new IssueEvent { Reopened = reopened });
        if (stage != IssueStage.Joined) draft.TellGrid(new GridNotice { Returned = ReturnedOf(draft) });
        TellReopened(draft);
    }

    private static void TellReopened(IssueDraft draft)
    {
        foreach (var child in draft.State.Children) draft.TellIssue(child, new IssueCommand { ParentReopens = new ParentReopens { Parent = draft.State.Id } });
        if (draft.State.IsPart)
            draft.TellIssue(draft.State.Opened!.PartOf, new IssueCommand { PartReopens = new PartReopens { Number = draft.State.Opened.PartNumber } });
    }

    /// <summary>Whoever was answered with another issue and is not content goes on alone.</summary>
    private static void LeaveClosedParent(IssueDraft draft)
    {
        var parent = draft.State.Parent;
        if (parent.Length == 0) return;
        draft.Emit(new IssueEvent { LeftParent = new IssueLeftParent { Parent = parent } });
        draft.TellIssue(parent, new IssueCommand { RemoveChild = new RemoveChild { Child = draft.State.Id } });
    }

    private static bool IsPastReopening(IssueDraft draft) => draft.NowUs > draft.State.AnsweredAtUs + draft.Context.Rules.ReopenDaysMax * Instant.DayUs;

    private static IssueDecision TooLate(IssueDraft draft) =>
        IssueDecision.Refuse(IssueRefusals.TooLate, $"within {draft.Context.Rules.ReopenDaysMax} days of the answer");
}

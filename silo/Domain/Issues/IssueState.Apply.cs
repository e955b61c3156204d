using RealtimeGov.Protos;
using Kind = RealtimeGov.Protos.IssueEvent.KindOneofCase;

namespace RealtimeGov.Domain.Issues;

public sealed partial class IssueState
{
    public void Apply(IssueEvent e)
    {
        if (e.KindCase == Kind.None) throw new InvalidOperationException($"issue {id}: an event of a kind this program does not know");
        Version++;
        if (Version == 1 || e.CommandId != lastCommand) decisionSeq = Version;
        lastCommand = e.CommandId;
        if (e.CommandId.Length > 0) commands = commands.Add(e.CommandId);
        LastAtUs = Math.Max(LastAtUs, e.AtUs);
        if (e.KindCase == Kind.Opened) ApplyOpened(e.Opened);
        else
        {
            if (!ApplyClock(e) && !ApplyWork(e) && !ApplyLink(e)) ApplyReporters(e);
            Enter(e.Stage);
        }
    }

    private void ApplyOpened(IssueOpened opened)
    {
        Opened = opened;
        Stage = IssueStage.Opened;
        LastAtUs = opened.OpenedAtUs;
        (Category, GridCode) = (opened.Category, opened.GridCode);
        Answerable = opened.FirstAsked.Length > 0 ? opened.FirstAsked : opened.GridCode;
        if (opened.PartOf.Length > 0) return; // the whole answers
        Add(new IssueReport { ReportId = opened.ReportId, ReceivedAtUs = opened.OpenedAtUs, Origin = opened.Origin, Unit = opened.Unit });
    }

    private void Enter(IssueStage stage)
    {
        if (stage == Stage) return;
        if (Stage == IssueStage.Asked) AskedSeq = 0;
        ClosedAtUs = stage == IssueStage.Closed ? LastAtUs : 0;
        if (Stage is IssueStage.Opened or IssueStage.Accepted or IssueStage.Routed or IssueStage.Handling) StageBefore = Stage;
        Stage = stage;
    }

    private bool ApplyClock(IssueEvent e)
    {
        switch (e.KindCase)
        {
            case Kind.ClockSet:
                var set = e.ClockSet;
                clockVersion = Math.Max(clockVersion, set.Version);
                clocks[new ClockKey(set.Clock, set.Subject)] =
                    new IssueClockState(set.Version, set.StartedAtUs, set.YellowAtUs, set.DueUs, set.RawDueUs, set.Kind);
                return true;
            case Kind.ClockPaused:
                var paused = e.ClockPaused;
                clockVersion = Math.Max(clockVersion, paused.Version);
                Change(paused.Clock, paused.Subject, clock => clock with
                {
                    Version = paused.Version, IsPaused = true, Remaining = paused.Remaining, RemainingYellow = paused.RemainingYellow,
                });
                return true;
            case Kind.ClockStopped:
                clocks.Remove(new ClockKey(e.ClockStopped.Clock, e.ClockStopped.Subject));
                return true;
            case Kind.Card:
                if (e.Card.Colour > Card) Card = e.Card.Colour;
                Rang(e.Card.Clock, e.Card.Subject, e.Card.Colour);
                return true;
            default: return false;
        }
    }

    private void Rang(IssueClock clock, string subject, CardColour colour) => Change(clock, subject, state =>
        colour == CardColour.Red ? state with { YellowAtUs = 0, IsOver = true } : state with { YellowAtUs = 0 });

    private void Change(IssueClock clock, string subject, Func<IssueClockState, IssueClockState> change)
    {
        var key = new ClockKey(clock, subject);
        if (clocks.TryGetValue(key, out var state)) clocks[key] = change(state);
    }

    private bool ApplyWork(IssueEvent e)
    {
        if (ChangesHands(e.KindCase)) Handler = e.KindCase is Kind.TakenOver or Kind.Claimed ? e.By : "";
        switch (e.KindCase)
        {
            case Kind.Classified:
                (Category, Size) = (e.Classified.Category, e.Classified.Size);
                (Urgency, HardTrigger) = (e.Classified.Urgency, e.Classified.HardTrigger);
                return true;
            case Kind.Routed:
                (Lead, Supervisor, Level) = (e.Routed.Lead, e.Routed.Supervisor, e.Routed.Level);
                Others = new SortedDictionary<string, bool>(e.Routed.Others.Distinct().ToDictionary(unit => unit, _ => false), StringComparer.Ordinal);
                return true;
            case Kind.HandedBack:
                (Lead, HandedBackTimes) = ("", e.HandedBack.Times);
                Others.Clear();
                return true;
            case Kind.HandedOn:
                (Lead, Level, Supervisor) = (e.HandedOn.ToUnit, e.HandedOn.ToLevel, e.HandedOn.Supervisor);
                return true;
            case Kind.Claimed:
                (ClaimedBy, Lead, Level) = (e.Claimed.Leader, e.Claimed.Unit, e.Claimed.Level);
                return true;
            case Kind.ShareFinished: Others[e.ShareFinished.Unit] = true; return true;
            case Kind.Resolved:
                (ResolvedBy, BySolvingFinder) = (e.By, e.Resolved.ByFinder);
                return true;
            case Kind.Extended: ExtendedTimes++; return true;
            case Kind.GridCorrected:
                (GridCode, Lead, Supervisor) = (e.GridCorrected.ToGrid, "", "");
                Others.Clear();
                return true;
            case Kind.Supervised:
                if (e.Supervised.Note > 0) Notes[e.Supervised.Note] = e.Supervised.ByUnit;
                return true;
            case Kind.NoteAnswered: Notes[e.NoteAnswered.Note] = ""; return true;
            default: return false;
        }
    }

    /// <summary>Events after which somebody else, or nobody, has it in hand.</summary>
    public static bool ChangesHands(Kind kind) =>
        kind is Kind.TakenOver or Kind.Claimed or Kind.Routed or Kind.HandedBack or Kind.HandedOn or Kind.GridCorrected or Kind.Reopened;

    private bool ApplyLink(IssueEvent e)
    {
        switch (e.KindCase)
        {
            case Kind.Joined: (Parent, IsAcceptedWithParent) = (e.Joined.Parent, IsAcceptedWithParent || acceptedSeq == decisionSeq); return true;
            case Kind.LeftParent: (Parent, IsAcceptedWithParent) = ("", false); return true;
            case Kind.ChildAdded: Children.Add(e.ChildAdded.Child); return true;
            case Kind.ChildRemoved: Children.Remove(e.ChildRemoved.Child); return true;
            case Kind.Split:
                foreach (var part in e.Split.Parts) Parts[part.Number] = false;
                return true;
            case Kind.PartEnded: Parts[e.PartEnded.Number] = true; return true;
            case Kind.PartReopened: Parts[e.PartReopened.Number] = false; return true;
            default: return false;
        }
    }

    private void ApplyReporters(IssueEvent e)
    {
        switch (e.KindCase)
        {
            case Kind.ReportAdded:
                Add(e.ReportAdded.Report);
                HasCounting = true;
                break;
            case Kind.ReportSplitOff:
                Reports = Reports.RemoveAll(report => report.ReportId == e.ReportSplitOff.ReportId);
                reportIds = reportIds.Remove(e.ReportSplitOff.ReportId);
                break;
            case Kind.Amended: Amendments = Amendments.SetItem(KeyOf(e.Amended.ReportId), e.Amended.Version); break;
            case Kind.Answered:
                if (e.Answered.Late) break;
                (Answer, Ending, AnsweredAtUs, AnswerSeq) = (e.Answered.Answer, e.Answered.Ending, e.AtUs, decisionSeq);
                (IsReviewed, IsAnsweredOnTime) = (true, !clocks.TryGetValue(new ClockKey(IssueClock.Whole, ""), out var whole) || e.AtUs <= whole.DueUs);
                break;
            case Kind.Asked: (AskedSeq, AskedUntilUs) = (decisionSeq, e.Asked.UntilUs); break;
            case Kind.Declined:
                (IsReviewed, HasCounting) = (true, false);
                (IsWithdrawn, DeclinedFor, DeclinedBy) = (true, e.Declined.Reason, e.By);
                break;
            case Kind.Accepted:
                (IsReviewed, IsWithdrawn, HasCounting) = (true, false, true);
                if (AcceptedAtUs == 0) (AcceptedAtUs, acceptedSeq) = (e.AtUs, decisionSeq);
                break;
            case Kind.Rated: Ratings = Ratings.SetItem(KeyOf(e.Rated.ReportId), e.Rated.Score); break;
            case Kind.Appealed:
                WasAppealed = true;
                Ratings = Ratings.Clear();
                break;
            case Kind.Reopened:
                ReopenedTimes++;
                Ratings = Ratings.Clear();
                (ResolvedBy, BySolvingFinder) = ("", false);
                break;
        }
    }

    private void Add(IssueReport report)
    {
        Reports = Reports.Add(report);
        reportIds = reportIds.Add(report.ReportId);
    }

    /// <summary>A copy that takes the events of a decision in the making.</summary>
    public IssueState Copy()
    {
        var copy = (IssueState)MemberwiseClone();
        copy.clocks = new(clocks);
        copy.Others = new(Others, StringComparer.Ordinal);
        copy.Children = new(Children, StringComparer.Ordinal);
        copy.Parts = new(Parts);
        copy.Notes = new(Notes);
        return copy;
    }
}

using Google.Protobuf;
using RealtimeGov.Protos;
using Kind = RealtimeGov.Protos.IssueEvent.KindOneofCase;

namespace RealtimeGov.Domain.Issues;

/// <summary>What a decision adds to the figures of grids: reports that are reviewed, and what happened to the issue on its day.</summary>
public static partial class IssueDecider
{
    /// <summary>Told once a decision is made, whatever step it was: none can be forgotten.</summary>
    private static void TellFigures(IssueState before, IssueDraft draft)
    {
        var state = draft.State;
        if (!before.IsReviewed && state is { IsReviewed: true, IsWithdrawn: false }) TellReviewed(draft, Ids(draft));
        var progressed = ProgressOf(before, draft);
        if (progressed is { Accepted: 0, Answered: 0, Closed: 0, YellowCards: 0, RedCards: 0 }) return;
        draft.TellGrid(new GridNotice { Progressed = progressed });
    }

    private static void TellReviewed(IssueDraft draft, params IEnumerable<ByteString> reports)
    {
        var reviewed = new ReportsReviewed { ReportIds = { reports } };
        if (reviewed.ReportIds.Count > 0) draft.TellCounting(new GridNotice { Reviewed = reviewed });
    }

    // As in the figures: a part counts with its whole and a joined issue with its parent.
    private static IssueProgressed ProgressOf(IssueState before, IssueDraft draft)
    {
        var (state, progressed) = (draft.State, new IssueProgressed { AtUs = draft.NowUs, Unit = draft.State.Opened!.Unit });
        if (state.IsPart || state.Parent.Length > 0) return progressed;
        var counts = state.AcceptedAtUs > 0;
        if (counts && (before.AcceptedAtUs == 0 || before.IsAcceptedWithParent)) progressed.Accepted = 1;
        foreach (var e in draft.Events)
            switch (e.KindCase)
            {
                case Kind.Card when e.Card.Colour == CardColour.Red: progressed.RedCards++; break;
                case Kind.Card: progressed.YellowCards++; break;
                case Kind.Answered when counts && !e.Answered.Late && e.Answered.Ending != IssueEnding.Declined: progressed.Answered++; break;
                case Kind.Closed when counts:
                    progressed.Closed++;
                    if (state.IsAnsweredOnTime) progressed.ClosedOnTime++;
                    break;
            }
        return progressed;
    }
}

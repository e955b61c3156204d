using RealtimeGov.Domain.Taxonomy;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Issues;

/// <summary>Accepting, declining, classifying, and where it belongs.</summary>
public static partial class IssueDecider
{
    private const int CategoryMax = 128;

    private static IssueDecision? Accept(IssueDraft draft)
    {
        var isAfterAppeal = draft.State.IsWithdrawn;
        if (isAfterAppeal) draft.TellCounting(new GridNotice { Restored = new ReportsRestored { ReportIds = { Ids(draft) }, Reviewer = draft.Command.By.Person } });
        draft.Emit(IssueStage.Accepted, new IssueEvent { Accepted = new IssueAccepted { AfterAppeal = isAfterAppeal } });
        return null;
    }

    /// <summary>Later steps taken on a report just opened accept it: the short path.</summary>
    private static void AcceptFirst(IssueDraft draft)
    {
        if (draft.State.Stage == IssueStage.Opened || draft.State.IsWithdrawn) Accept(draft);
    }

    private static IssueDecision? Decline(IssueDraft draft)
    {
        var reason = draft.Command.Decline.Reason;
        if (reason is DeclineReason.Unspecified || !Enum.IsDefined(reason))
            return IssueDecision.Refuse(IssueRefusals.DeclineReasonMissing, "decline for one of the reasons that there are");
        Withdraw(draft, reason);
        AnswerReporters(draft, IssueStage.Declined, IssueEnding.Declined, reason);
        return null;
    }

    private static void Withdraw(IssueDraft draft, DeclineReason reason)
    {
        var erases = reason == DeclineReason.AboutAPerson;
        if ((draft.State.HasCounting || erases) && draft.State.Reports.Count > 0)
            draft.TellCounting(new GridNotice
            {
                Declined = new ReportsDeclined { ReportIds = { Ids(draft) }, Reason = reason, Reviewer = draft.Command.By.Person, Erase = erases },
            });
        draft.Emit(IssueStage.Declined, new IssueEvent { Declined = new IssueDeclined { Reason = reason, Erased = erases } });
    }

    private static IssueDecision? Appeal(IssueDraft draft)
    {
        if (draft.State.WasAppealed) return IssueDecision.Refuse(IssueRefusals.AppealedBefore, "this decline has been appealed");
        if (IsPastReopening(draft)) return TooLate(draft);
        LeaveClosedParent(draft);
        draft.Emit(IssueStage.Opened, new IssueEvent { Appealed = new IssueAppealed() });
        draft.TellGrid(new GridNotice { Returned = ReturnedOf(draft) });
        TellReopened(draft);
        return null;
    }

    private static IssueDecision? Classify(IssueDraft draft)
    {
        var (state, asked) = (draft.State, draft.Command.Classify);
        var category = asked.Category.Length > 0 ? asked.Category : state.Category;
        var size = asked.Size == MatterSize.Unspecified ? state.Size : asked.Size;
        var urgency = asked.Urgency == Urgency.Unspecified ? state.Urgency : asked.Urgency;
        var trigger = size != MatterSize.Hard ? HardTrigger.Unspecified : asked.HardTrigger == HardTrigger.Unspecified ? state.HardTrigger : asked.HardTrigger;
        if (!Printable.IsName(category, CategoryMax)) return IssueDecision.Refuse(IssueRefusals.CategoryMalformed, $"1 to {CategoryMax} printable characters");
        if (!Enum.IsDefined(size) || !Enum.IsDefined(urgency) || !Enum.IsDefined(trigger))
            return IssueDecision.Refuse(IssueRefusals.NothingClassified, "size, urgency and trigger are among those that there are");
        if (size == MatterSize.Hard && trigger == HardTrigger.Unspecified)
            return IssueDecision.Refuse(IssueRefusals.HardTriggerMissing, "say why it is hard");
        if ((category, size, urgency, trigger) == (state.Category, state.Size, state.Urgency, state.HardTrigger))
            return IssueDecision.Refuse(IssueRefusals.NothingClassified, $"it is {category}, {size}, {urgency} already");
        if (urgency < state.Urgency && NeedReason(draft) is { } refused) return refused;
        EmitClassified(draft, category, size, trigger, urgency);
        return null;
    }

    private static void EmitClassified(IssueDraft draft, string category, MatterSize size, HardTrigger trigger, Urgency urgency) =>
        draft.Emit(new IssueEvent
        {
            Classified = new IssueClassified { Category = category, Size = size, HardTrigger = trigger, Urgency = urgency },
        });

    private static void MakeHard(IssueDraft draft, HardTrigger trigger)
    {
        if (draft.State.Size != MatterSize.Hard) EmitClassified(draft, draft.State.Category, MatterSize.Hard, trigger, draft.State.Urgency);
    }

    private static IssueDecision? Amend(IssueDraft draft)
    {
        var report = draft.Command.By.ReportId;
        var version = draft.State.Amendments.GetValueOrDefault(IssueState.KeyOf(report), 1u) + 1;
        draft.Emit(new IssueEvent { Amended = new ReportAmended { ReportId = report, Version = version } });
        return null;
    }

    private static IssueDecision? CorrectGrid(IssueDraft draft)
    {
        var (from, to) = (draft.State.GridCode, draft.Command.CorrectGrid.GridCode);
        if (to == from || !draft.Context.IsGrid(to)) return IssueDecision.Refuse(IssueRefusals.GridUnknown, $"'{to}' is no other grid of today's tree");
        draft.TellGrid(new GridNotice { Left = new IssueLeft() });
        draft.Emit(
            draft.State.Stage == IssueStage.Opened ? IssueStage.Opened : IssueStage.Accepted,
            new IssueEvent { GridCorrected = new GridCorrected { FromGrid = from, ToGrid = to } });
        draft.TellGrid(new GridNotice { Returned = ReturnedOf(draft) });
        return null;
    }

    private static IssueReturned ReturnedOf(IssueDraft draft) => new() { Category = draft.State.Category, Reviewed = draft.State.IsReviewed };

    private static IEnumerable<Google.Protobuf.ByteString> Ids(IssueDraft draft) => draft.State.Reports.Select(report => report.ReportId);
}

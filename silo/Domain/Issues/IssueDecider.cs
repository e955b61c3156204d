using RealtimeGov.Domain.Grids;
using RealtimeGov.Protos;
using Step = RealtimeGov.Protos.IssueCommand.StepOneofCase;

namespace RealtimeGov.Domain.Issues;

/// <summary>
/// Decides on one step of an issue: state and command in; events, messages and deadlines out, or a refusal. It changes
/// nothing. What every step has in common is checked against <see cref="IssueSteps.Table"/>, the rest by the step itself.
/// </summary>
public static partial class IssueDecider
{
    /// <summary>The first events of an issue: what the grid decided, and the clocks that begin with it.</summary>
    /// <param name="joined">Reports that have joined it since, where its clocks are set later than it was opened.</param>
    public static IssueDecision Open(string issueId, IssueEvent opened, IssueContext context, IEnumerable<IssueReport>? joined = null)
    {
        var command = new IssueCommand { By = new StepTaker(), AtUs = opened.Opened.OpenedAtUs };
        var state = new IssueState(issueId);
        state.Apply(opened);
        var draft = new IssueDraft(state, command, context);
        foreach (var report in joined ?? [])
            if (!draft.State.HasReport(report.ReportId)) draft.Emit(new IssueEvent { ReportAdded = new ReportAdded { Report = report } });
        IssueClocks.Reconcile(draft);
        var decision = draft.Finish();
        return decision with { Events = [opened, .. decision.Events] };
    }

    public static IssueDecision Decide(IssueState state, IssueCommand command, IssueContext context)
    {
        if (Check(state, command, context) is { } checkedBefore) return checkedBefore;
        var draft = new IssueDraft(state, command, context);
        if (Take(draft) is { } refused) return refused;
        TellFigures(state, draft);
        IssueClocks.Reconcile(draft);
        return draft.Finish();
    }

    private static IssueDecision? Check(IssueState state, IssueCommand command, IssueContext context)
    {
        if (IssueSteps.Find(command.StepCase) is not { } rule || command.CommandId.Length == 0 || command.By is null)
            return IssueDecision.Refuse(IssueRefusals.CommandMalformed, "a command names a step, its id and who takes it");
        if (state.Opened is null) return IssueDecision.Refuse(IssueRefusals.Unknown, $"{state.Id} was never opened");
        if (state.HasSeen(command.CommandId)) return IssueDecision.Unchanged;
        if (command.ExpectedVersion != 0 && command.ExpectedVersion != state.Version)
            return IssueDecision.Refuse(IssueRefusals.VersionPassed, $"decided on version {command.ExpectedVersion}; the issue has version {state.Version} and is {state.Stage}");
        if (!rule.From.Contains(state.Stage))
            return IssueDecision.Refuse(IssueRefusals.StageForbids, $"{rule.Step} follows {string.Join(", ", rule.From)}; the issue is {state.Stage}");
        return CheckTaker(state, command, context, rule) ?? CheckContent(state, command, context, rule);
    }

    private static IssueDecision? CheckTaker(IssueState state, IssueCommand command, IssueContext context, StepRule rule)
    {
        if ((StepTakers.Of(state, command.By, context.Routing) & rule.By) != Takers.None) return null;
        return rule.By.HasFlag(Takers.Supervisor) && command.By.Roles.Contains(LoopRole.Supervisor)
            ? IssueDecision.Refuse(IssueRefusals.NotAbove, $"{command.By.Unit} is not above {StepTakers.HeldBy(state)}")
            : IssueDecision.Refuse(IssueRefusals.NotAllowed, $"{rule.Step} is for {rule.By}");
    }

    private static IssueDecision? CheckContent(IssueState state, IssueCommand command, IssueContext context, StepRule rule)
    {
        var content = command.Content ?? new StepContent();
        if (TextFault(content.Text) is { } fault) return IssueDecision.Refuse(fault, $"the text of {rule.Step}");
        if (content.PhotoIds.Count > ReportChecks.PhotosMax) return IssueDecision.Refuse(IssueRefusals.PhotosTooMany, $"{content.PhotoIds.Count} photos; {ReportChecks.PhotosMax} at most");
        var isBlank = string.IsNullOrWhiteSpace(content.Text);
        if (rule.Needs.HasFlag(Needs.Reason) && isBlank) return IssueDecision.Refuse(IssueRefusals.ReasonMissing, $"{rule.Step} needs a reason");
        if (rule.Needs.HasFlag(Needs.Text) && isBlank) return IssueDecision.Refuse(IssueRefusals.TextMissing, $"{rule.Step} needs a text");
        return rule.Needs.HasFlag(Needs.Photo) && content.PhotoIds.Count == 0 && context.Rules.NeedsPhoto(state.Category)
            ? IssueDecision.Refuse(IssueRefusals.PhotoMissing, $"{rule.Step} needs a photo for {state.Category}")
            : null;
    }

    private static string? TextFault(string text) =>
        text.EnumerateRunes().Take(ReportChecks.TextMax + 1).Count() > ReportChecks.TextMax ? IssueRefusals.TextTooLong
        : text.Any(c => c == '\uFFFD' || (char.IsControl(c) && c is not ('\n' or '\r' or '\t'))) ? IssueRefusals.TextMalformed
        : null;

    private static IssueDecision? NeedReason(IssueDraft draft) => string.IsNullOrWhiteSpace(draft.Command.Content?.Text)
        ? IssueDecision.Refuse(IssueRefusals.ReasonMissing, $"{draft.Command.StepCase} needs a reason here")
        : null;

    private static IssueDecision? Take(IssueDraft draft) => draft.Command.StepCase switch
    {
        Step.Accept => Accept(draft),
        Step.Decline => Decline(draft),
        Step.Appeal => Appeal(draft),
        Step.Classify => Classify(draft),
        Step.Amend => Amend(draft),
        Step.CorrectGrid => CorrectGrid(draft),
        Step.Route => Route(draft),
        Step.TakeOver => TakeOver(draft),
        Step.HandBack => HandBack(draft),
        Step.HandUp => HandOn(draft, draft.Command.HandUp.Unit, isUp: true),
        Step.HandDown => HandOn(draft, draft.Command.HandDown.Unit, isUp: false),
        Step.Claim => Claim(draft),
        Step.FinishShare => FinishShare(draft),
        Step.Resolve => Resolve(draft),
        Step.Verify => Verify(draft),
        Step.FeedBack => FeedBack(draft),
        Step.Rate => Rate(draft),
        Step.Close => Close(draft),
        Step.Reopen => Reopen(draft),
        Step.ForceClose => ForceClose(draft),
        Step.Recheck => Recheck(draft),
        Step.SolveByFinder => SolveByFinder(draft),
        Step.Suspend => Suspend(draft),
        Step.Resume => Resume(draft),
        Step.Extend => Extend(draft),
        Step.AskBack => Ask(draft),
        Step.Reply => Reply(draft),
        Step.Supervise => Supervise(draft),
        Step.AnswerNote => AnswerNote(draft),
        Step.ClockRings => Ring(draft),
        _ => TakeLink(draft),
    };

    private static IssueDecision? TakeLink(IssueDraft draft) => draft.Command.StepCase switch
    {
        Step.Join => Join(draft),
        Step.LeaveParent => LeaveParent(draft),
        Step.SplitReport => SplitOff(draft),
        Step.Split => Split(draft),
        Step.AddReport => AddReport(draft),
        Step.AddChild => AddChild(draft),
        Step.RemoveChild => RemoveChild(draft),
        Step.ParentAnswers => ParentAnswers(draft),
        Step.ParentReopens => ParentReopens(draft),
        Step.RefuseChild => RefuseChild(draft),
        Step.PartEnds => PartEnds(draft),
        Step.PartReopens => PartReopens(draft),
        _ => IssueDecision.Refuse(IssueRefusals.CommandMalformed, $"{draft.Command.StepCase} is no step"),
    };
}

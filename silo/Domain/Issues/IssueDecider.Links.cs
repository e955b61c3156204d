using RealtimeGov.Domain.Routing;
using RealtimeGov.Domain.Taxonomy;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Issues;

/// <summary>Reports and issues that are answered together, and what is taken apart again.</summary>
public static partial class IssueDecider
{
    private static IssueDecision? Join(IssueDraft draft)
    {
        var parent = draft.Command.Join.Parent;
        if (!IssueId.TryParse(parent, out _)) return IssueDecision.Refuse(IssueRefusals.IssueIdMalformed, $"'{parent}' is no issue id");
        if (parent == draft.State.Id || parent == draft.State.Opened!.PartOf) return IssueDecision.Refuse(IssueRefusals.JoinsItself, $"{parent} is this issue, or the one that it is part of");
        // Whatever waits for parts would otherwise wait for itself, once a part of a part joins it.
        if (draft.State.IsPart) return IssueDecision.Refuse(IssueRefusals.PartJoins, $"it is a part of {draft.State.Opened.PartOf}");
        if (draft.State.Children.Count > 0) return IssueDecision.Refuse(IssueRefusals.HasChildren, $"{draft.State.Children.Count} issues have joined it");
        if (!draft.Context.IsIssue(parent)) return IssueDecision.Refuse(IssueRefusals.ParentUnknown, $"{parent} was never opened");
        AcceptFirst(draft);
        draft.Emit(IssueStage.Joined, new IssueEvent { Joined = new IssueJoined { Parent = parent } });
        draft.TellIssue(parent, new IssueCommand { AddChild = new AddChild { Child = draft.State.Id } });
        draft.TellGrid(new GridNotice { Left = new IssueLeft() });
        return null;
    }

    private static IssueDecision? AddChild(IssueDraft draft)
    {
        var (state, child) = (draft.State, draft.Command.AddChild.Child);
        // One level only: a chain could close to a circle in which everybody waits for somebody else.
        if (state.Stage == IssueStage.Joined || child == state.Id || state.Children.Count >= draft.Context.Rules.ChildrenMax)
        {
            draft.Emit(new IssueEvent { ChildRemoved = new ChildRemoved { Child = child } });
            draft.TellIssue(child, new IssueCommand { RefuseChild = new RefuseChild { Parent = state.Id } });
            return null;
        }
        draft.Emit(new IssueEvent { ChildAdded = new ChildAdded { Child = child } });
        if (state.IsAnswered) TellChild(draft, child);
        return null;
    }

    private static IssueDecision? RemoveChild(IssueDraft draft)
    {
        var child = draft.Command.RemoveChild.Child;
        if (draft.State.Children.Contains(child)) draft.Emit(new IssueEvent { ChildRemoved = new ChildRemoved { Child = child } });
        return null;
    }

    private static IssueDecision? LeaveParent(IssueDraft draft)
    {
        var parent = draft.State.Parent;
        GoOnAlone(draft, isRefused: false);
        draft.TellIssue(parent, new IssueCommand { RemoveChild = new RemoveChild { Child = draft.State.Id } });
        return null;
    }

    private static IssueDecision? RefuseChild(IssueDraft draft)
    {
        if (draft.State.Stage == IssueStage.Joined && draft.State.Parent == draft.Command.RefuseChild.Parent) GoOnAlone(draft, isRefused: true);
        return null;
    }

    private static void GoOnAlone(IssueDraft draft, bool isRefused)
    {
        draft.Emit(draft.State.StageBefore, new IssueEvent { LeftParent = new IssueLeftParent { Parent = draft.State.Parent, Refused = isRefused } });
        draft.TellGrid(new GridNotice { Returned = ReturnedOf(draft) });
    }

    private static IssueDecision? ParentAnswers(IssueDraft draft)
    {
        var answers = draft.Command.ParentAnswers;
        if (draft.State.Stage != IssueStage.Joined || draft.State.Parent != answers.Parent) return null; // it left before
        if (answers.Ending == IssueEnding.Declined)
        {
            // What is about a person is so in every report of it.
            var reason = answers.DeclinedFor == DeclineReason.AboutAPerson ? answers.DeclinedFor : DeclineReason.NothingToDo;
            Withdraw(draft, reason);
            AnswerReporters(draft, IssueStage.Declined, IssueEnding.Declined, reason);
            return null;
        }
        AnswerReporters(draft, IssueStage.Answered, answers.Ending);
        if (draft.State.Stage != IssueStage.Closed) EmitClosed(draft, recheckAtUs: 0);
        return null;
    }

    private static IssueDecision? ParentReopens(IssueDraft draft)
    {
        if (!draft.State.IsEnded || draft.State.Parent != draft.Command.ParentReopens.Parent) return null;
        if (draft.State.IsWithdrawn) draft.TellCounting(new GridNotice { Restored = new ReportsRestored { ReportIds = { Ids(draft) } } });
        if (draft.State.IsWithdrawn) draft.Emit(new IssueEvent { Accepted = new IssueAccepted { AfterAppeal = true } });
        Reopened(draft, IssueStage.Joined, new IssueReopened { ByParent = true });
        return null;
    }

    private static IssueDecision? AddReport(IssueDraft draft)
    {
        var (state, report) = (draft.State, draft.Command.AddReport.Report);
        if (report is null || report.ReportId.Length != 16) return IssueDecision.Refuse(IssueRefusals.CommandMalformed, "a report has an id of 16 bytes");
        if (state.HasReport(report.ReportId)) return null;
        draft.Emit(new IssueEvent { ReportAdded = new ReportAdded { Report = report } });
        // The grid did not know yet that the issue was reviewed when it counted the report.
        if (state is { IsReviewed: true, IsWithdrawn: false } && !report.Reviewed) TellReviewed(draft, report.ReportId);
        if (!state.IsAnswered) return null;
        var told = new ReportersAnswered { Answer = state.Answer, Ending = state.Ending, ReportIds = { report.ReportId }, Late = true };
        draft.Emit(new IssueEvent { Answered = told });
        TellAnswer(draft, report.ReportId, told, state.IsWithdrawn ? state.DeclinedFor : DeclineReason.Unspecified);
        if (state.IsWithdrawn)
            draft.TellCounting(new GridNotice
            {
                Declined = new ReportsDeclined
                {
                    ReportIds = { report.ReportId }, Reason = state.DeclinedFor, Reviewer = state.DeclinedBy, Erase = state.DeclinedFor == DeclineReason.AboutAPerson,
                },
            });
        return null;
    }

    private static IssueDecision? SplitOff(IssueDraft draft)
    {
        var id = draft.Command.SplitReport.ReportId;
        if (draft.State.Reports.FirstOrDefault(report => report.ReportId == id) is not { } split)
            return IssueDecision.Refuse(IssueRefusals.ReportNotHere, "no report of this id is part of the issue");
        if (draft.State.Reports.Count == 1) return IssueDecision.Refuse(IssueRefusals.LastReport, "it is the only one");
        if (draft.State.IsWithdrawn) Accept(draft); // the appeal is heard first: what goes its own way counts
        draft.Emit(new IssueEvent { ReportSplitOff = new ReportSplitOff { ReportId = id } });
        draft.TellCounting(new GridNotice { OpenReport = new OpenSplitReport { Report = split, Category = draft.State.Category } });
        return null;
    }

    private static IssueDecision? Split(IssueDraft draft)
    {
        var (categories, most) = (draft.Command.Split.Categories, draft.Context.Rules.PartsMax);
        if (categories.Count < 2 || draft.State.Parts.Count + categories.Count > most || !categories.All(name => Printable.IsName(name, CategoryMax)))
            return IssueDecision.Refuse(IssueRefusals.PartsOutOfRange, $"2 to {most} parts, a category each");
        AcceptFirst(draft);
        var first = (uint)draft.State.Parts.Count + 1;
        var split = new IssueSplit { Parts = { categories.Select((name, at) => new IssuePart { Number = first + (uint)at, Category = name }) } };
        draft.Emit(IssueStage.Split, new IssueEvent { Split = split });
        foreach (var part in split.Parts)
            draft.TellGrid(new GridNotice { OpenPart = PartOf(draft, part) });
        return null;
    }

    private static OpenPart PartOf(IssueDraft draft, IssuePart part)
    {
        var whole = draft.State.Opened!;
        return new OpenPart
        {
            Number = part.Number, Category = part.Category, OpenedAtUs = draft.NowUs, ReportId = whole.ReportId, ObservedAtUs = whole.ObservedAtUs, Origin = whole.Origin,
            Unit = whole.Unit,
        };
    }

    private static IssueDecision? PartEnds(IssueDraft draft)
    {
        var (state, ends) = (draft.State, draft.Command.PartEnds);
        if (!state.Parts.TryGetValue(ends.Number, out var isEnded) || isEnded) return null;
        draft.Emit(new IssueEvent { PartEnded = new PartEnded { Number = ends.Number, IssueId = ends.Part } });
        if (state.Stage == IssueStage.Split && state.Parts.Values.All(ended => ended)) AnswerReporters(draft, IssueStage.Answered, IssueEnding.Resolved);
        return null;
    }

    private static IssueDecision? PartReopens(IssueDraft draft)
    {
        var (state, number) = (draft.State, draft.Command.PartReopens.Number);
        if (!state.Parts.TryGetValue(number, out var isEnded) || !isEnded) return null;
        draft.Emit(new IssueEvent { PartReopened = new PartReopened { Number = number } });
        if (state.Stage is IssueStage.Answered or IssueStage.Closed) Reopened(draft, IssueStage.Split, new IssueReopened { ByPart = true });
        return null;
    }
}

using RealtimeGov.Domain.Placement;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Issues;

/// <summary>From the desk to a holder, between holders and levels, to the result.</summary>
public static partial class IssueDecider
{
    /// <summary>From so many units on, beside the lead, a matter spans departments.</summary>
    private const int SeveralOthers = 2;

    private static IssueDecision? Route(IssueDraft draft)
    {
        var (asked, routing) = (draft.Command.Route, draft.Context.Routing);
        if (asked.Category.Length > 0 && !Taxonomy.Printable.IsName(asked.Category, CategoryMax))
            return IssueDecision.Refuse(IssueRefusals.CategoryMalformed, $"1 to {CategoryMax} printable characters");
        var category = asked.Category.Length > 0 ? asked.Category : draft.State.Category;
        var proposal = routing.Propose(category, draft.Context.Regions);
        var lead = asked.Lead.Length > 0 ? asked.Lead : proposal.Holder;
        if (lead.Length == 0) return IssueDecision.Refuse(IssueRefusals.NoHolder, $"no rule for {category} in {string.Join(", ", draft.Context.Regions)}");
        var supervisor = asked.Supervisor.Length > 0 ? asked.Supervisor : lead == proposal.Holder ? proposal.Supervisor : routing.UpwardOf(lead);
        string[] named = supervisor.Length > 0 ? [lead, supervisor, .. asked.Others] : [lead, .. asked.Others];
        if (named.FirstOrDefault(unit => !routing.IsKnown(unit)) is { } unknown) return IssueDecision.Refuse(IssueRefusals.UnitUnknown, $"'{unknown}' is no unit");
        if (supervisor.Length > 0 && routing.LevelOf(supervisor) <= routing.LevelOf(lead))
            return IssueDecision.Refuse(IssueRefusals.NotAbove, $"{supervisor} is not above {lead}");
        string[] others = [.. asked.Others.Where(unit => unit != lead).Distinct()];
        if (others.Length > draft.Context.Rules.UnitsMax) return IssueDecision.Refuse(IssueRefusals.UnitsTooMany, $"{others.Length} units; {draft.Context.Rules.UnitsMax} at most");
        AcceptFirst(draft);
        if (category != draft.State.Category) EmitClassified(draft, category, draft.State.Size, draft.State.HardTrigger, draft.State.Urgency);
        if (others.Length >= SeveralOthers) MakeHard(draft, HardTrigger.SeveralDepartments);
        var routed = new IssueRouted { Lead = lead, Supervisor = supervisor, Level = routing.LevelOf(lead), Proposed = lead == proposal.Holder, Others = { others } };
        draft.Emit(IssueStage.Routed, new IssueEvent { Routed = routed });
        draft.TellUnits(new UnitNotice { Routed = routed }, [lead, supervisor, .. others]);
        return null;
    }

    private static IssueDecision? TakeOver(IssueDraft draft)
    {
        draft.Emit(IssueStage.Handling, new IssueEvent { TakenOver = new IssueTakenOver { Unit = draft.State.Lead } });
        return null;
    }

    private static IssueDecision? HandBack(IssueDraft draft)
    {
        var state = draft.State;
        var times = state.HandedBackTimes + 1;
        if (times <= draft.Context.Rules.HandBacksMax)
        {
            var handedBack = new IssueHandedBack { Unit = state.Lead, Times = times };
            draft.TellUnits(new UnitNotice { HandedBack = handedBack }, state.Answerable, state.Supervisor);
            draft.Emit(IssueStage.Accepted, new IssueEvent { HandedBack = handedBack });
            return null;
        }
        var upward = draft.Context.Routing.UpwardOf(state.Lead);
        if (upward.Length == 0) return IssueDecision.Refuse(IssueRefusals.TooOften, $"handed back {state.HandedBackTimes} times, and nobody is above {state.Lead}");
        MakeHard(draft, HardTrigger.CoordinatedInVain);
        EmitHandedOn(draft, upward, isForced: true);
        return null;
    }

    private static IssueDecision? HandOn(IssueDraft draft, string unit, bool isUp)
    {
        var (state, routing) = (draft.State, draft.Context.Routing);
        if (isUp && unit.Length == 0) unit = routing.UpwardOf(state.Lead);
        if (!routing.IsKnown(unit)) return IssueDecision.Refuse(IssueRefusals.UnitUnknown, $"'{unit}' is no unit");
        var (from, to) = (routing.LevelOf(state.Lead), routing.LevelOf(unit));
        if (isUp ? to <= from : to >= from) return IssueDecision.Refuse(IssueRefusals.LevelWrong, $"{state.Lead} is of level {from}, {unit} of {to}");
        if (isUp && to >= LoopLevel.County) MakeHard(draft, HardTrigger.BeyondLevel);
        EmitHandedOn(draft, unit, isForced: false);
        return null;
    }

    private static void EmitHandedOn(IssueDraft draft, string unit, bool isForced)
    {
        var (state, routing) = (draft.State, draft.Context.Routing);
        var supervisor = routing.UpwardOf(unit);
        var level = routing.LevelOf(unit);
        draft.Emit(IssueStage.Routed, new IssueEvent
        {
            HandedOn = new IssueHandedOn
            {
                FromUnit = state.Lead, ToUnit = unit, FromLevel = state.Level, ToLevel = level, Forced = isForced, Supervisor = supervisor,
            },
        });
        draft.TellUnits(new UnitNotice { Routed = new IssueRouted { Lead = unit, Supervisor = supervisor, Level = level } }, unit, supervisor);
    }

    private static IssueDecision? Claim(IssueDraft draft)
    {
        var (by, routing) = (draft.Command.By, draft.Context.Routing);
        if (!routing.IsKnown(by.Unit)) return IssueDecision.Refuse(IssueRefusals.UnitUnknown, $"'{by.Unit}' is no unit");
        draft.Emit(IssueStage.Handling, new IssueEvent
        {
            Claimed = new IssueClaimed { Leader = by.Person, Unit = by.Unit, Level = routing.LevelOf(by.Unit) },
        });
        return null;
    }

    private static IssueDecision? FinishShare(IssueDraft draft)
    {
        if (draft.State.Others[draft.Command.By.Unit]) return null; // done before
        draft.Emit(new IssueEvent { ShareFinished = new ShareFinished { Unit = draft.Command.By.Unit } });
        return null;
    }

    private static IssueDecision? Resolve(IssueDraft draft)
    {
        var state = draft.State;
        if (state.Notes.FirstOrDefault(note => note.Value.Length > 0) is { Value: not null } open)
            return IssueDecision.Refuse(IssueRefusals.NoteUnanswered, $"note {open.Key} of {open.Value} is to be answered first");
        if (state.Stage == IssueStage.Routed) TakeOver(draft);
        var rate = draft.Context.Rules.SamplingRateOf(state.Category);
        var isSampled = StableHash.Fraction(state.Id, $"{state.Version}") < rate;
        draft.Emit(isSampled ? IssueStage.Checking : IssueStage.Resolved, new IssueEvent
        {
            Resolved = new IssueResolved { Unit = state.Lead, Sampled = isSampled, AfterPhotos = (uint)(draft.Command.Content?.PhotoIds.Count ?? 0) },
        });
        if (!isSampled) AfterResolved(draft, draft.Command.Resolve.FeedBack);
        return null;
    }

    private static IssueDecision? Verify(IssueDraft draft)
    {
        var isPassed = draft.Command.Verify.Passed;
        if (draft.Command.By.Person == draft.State.ResolvedBy)
            return IssueDecision.Refuse(IssueRefusals.SamePerson, "whoever resolved it does not verify it");
        if (!isPassed && NeedReason(draft) is { } refused) return refused;
        draft.Emit(isPassed ? IssueStage.Resolved : IssueStage.Handling, new IssueEvent { Verified = new IssueVerified { Passed = isPassed } });
        if (isPassed) AfterResolved(draft, isAnswer: false);
        return null;
    }

    /// <summary>A part tells nobody but its whole; everything else waits for its answer unless what was written is one.</summary>
    private static void AfterResolved(IssueDraft draft, bool isAnswer)
    {
        if (isAnswer || draft.State.Reports.Count == 0) AnswerReporters(draft, IssueStage.Answered, IssueEnding.Resolved);
    }
}

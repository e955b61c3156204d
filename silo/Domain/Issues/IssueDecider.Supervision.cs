using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Issues;

/// <summary>Notes, cards, and what the clocks do when they ring.</summary>
public static partial class IssueDecider
{
    private static IssueDecision? Supervise(IssueDraft draft)
    {
        var (state, by, routing) = (draft.State, draft.Command.By, draft.Context.Routing);
        var cause = draft.Command.Supervise.Cause;
        if (cause is not (SupervisionCause.Note or SupervisionCause.Importance))
            return IssueDecision.Refuse(IssueRefusals.CommandMalformed, "a person supervises by a note or for importance; time-outs come from the clock");
        if (!StepTakers.IsAbove(state, by.Unit, routing)) return IssueDecision.Refuse(IssueRefusals.NotAbove, $"{by.Unit} is not above {StepTakers.HeldBy(state)}");
        var note = cause == SupervisionCause.Note ? (uint)state.Notes.Count + 1 : 0;
        EmitSupervised(draft, cause, note, by.Unit, StepTakers.HeldBy(state));
        return null;
    }

    private static void EmitSupervised(IssueDraft draft, SupervisionCause cause, uint note, string byUnit, params IEnumerable<string> told)
    {
        var supervised = new IssueSupervised
        {
            Cause = cause, Note = note, ByUnit = byUnit, Level = draft.Context.Routing.LevelOf(byUnit),
            Told = { told.Where(unit => unit.Length > 0).Distinct(StringComparer.Ordinal) },
        };
        draft.Emit(new IssueEvent { Supervised = supervised });
        draft.TellUnits(new UnitNotice { Supervised = supervised }, told);
    }

    private static IssueDecision? AnswerNote(IssueDraft draft)
    {
        var note = draft.Command.AnswerNote.Note;
        var by = draft.State.Notes.GetValueOrDefault(note, "");
        if (by.Length == 0) return IssueDecision.Refuse(IssueRefusals.NoteUnknown, $"note {note} is none, or was answered");
        var answered = new NoteAnswered { Note = note };
        draft.Emit(new IssueEvent { NoteAnswered = answered });
        draft.TellUnits(new UnitNotice { NoteAnswered = answered }, by);
        return null;
    }

    /// <summary>Ignored where the clock has moved since, was acted on, or is not yet due: a machine's clock may have jumped.</summary>
    private static IssueDecision? Ring(IssueDraft draft)
    {
        var ring = draft.Command.ClockRings;
        var key = new ClockKey(ring.Clock, ring.Subject);
        if (!draft.State.Clocks.TryGetValue(key, out var clock) || clock.Version != ring.Version || clock.IsPaused || clock.IsOver) return null;
        if (ring.Card == CardColour.Yellow)
        {
            if (clock.YellowAtUs > 0 && draft.NowUs >= clock.YellowAtUs) GiveCard(draft, key, clock, CardColour.Yellow);
        }
        else if (draft.NowUs >= clock.DueUs) RunOut(draft, key, clock);
        return null;
    }

    private static void RunOut(IssueDraft draft, ClockKey key, IssueClockState clock)
    {
        switch (key.Clock)
        {
            case IssueClock.Rating: EmitClosed(draft, recheckAtUs: 0); break;
            case IssueClock.Suspension: Resume(draft); break;
            case IssueClock.AskBack:
                AnswerReporters(draft, IssueStage.Answered, IssueEnding.Unanswered);
                EmitClosed(draft, recheckAtUs: 0);
                break;
            case IssueClock.Recheck:
                draft.Emit(new IssueEvent { ClockStopped = new ClockStopped { Clock = key.Clock } });
                draft.TellUnits(new UnitNotice { RecheckDue = new IssueRechecked() }, draft.State.Answerable);
                break;
            default:
                GiveCard(draft, key, clock, CardColour.Red);
                break;
        }
    }

    private static void GiveCard(IssueDraft draft, ClockKey key, IssueClockState clock, CardColour colour)
    {
        var (state, routing) = (draft.State, draft.Context.Routing);
        var unit = key.Clock is IssueClock.TakeOver or IssueClock.Handle or IssueClock.Note ? StepTakers.HeldBy(state) : state.Answerable;
        var card = new CardGiven { Colour = colour, Clock = key.Clock, Subject = key.Subject, Unit = unit, DueUs = clock.DueUs };
        draft.Emit(new IssueEvent { Card = card });
        // A hand-over concerns both: who gave it and who has not taken it.
        string[] concerned = key.Clock == IssueClock.TakeOver ? [unit, state.Answerable] : [unit];
        draft.TellUnits(new UnitNotice { Card = card }, concerned);
        if (colour != CardColour.Red) return;
        var above = key.Clock == IssueClock.Note ? state.Notes[uint.Parse(key.Subject)]
            : state.Supervisor.Length > 0 ? state.Supervisor
            : routing.UpwardOf(unit);
        EmitSupervised(draft, SupervisionCause.TimeOut, 0, above, [above, .. concerned.Select(routing.UpwardOf)]);
    }
}

using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Programmes.Hall;

/// <summary>Decides on one act of a deliberation.</summary>
internal sealed class HallDecider(Deliberation hall, Act act)
{
    private readonly ProgrammeEvent e = act.Event();

    public ProgrammeDecision Decide() => hall.State == Deliberation.Archived ? Refuse(HallForm.IsArchived, $"'{hall.Id}'") : act.Action switch
    {
        "opinion" => Opinion(),
        "invite" => Invite(),
        "motion" => PutMotion(),
        "recuse" or "attend" or "leave" => Sit(),
        "open" or "vote" or "close" => OnMotion(),
        "task" => GiveTask(),
        "done" => Done(),
        _ => Archive(),
    };

    private ProgrammeDecision Opinion()
    {
        if (hall.AllOf(Deliberation.Motion).Any(motion => motion.State != Deliberation.Put)) return Refuse(HallForm.OpinionsClosed, $"'{hall.Id}'");
        e.OpinionGiven = new OpinionGiven();
        return hall.PutUpOf(e);
    }

    private ProgrammeDecision Invite()
    {
        if (hall.AllOf(Deliberation.Seat).FirstOrDefault(seat => seat.Id != act.Item && seat.People.Contains(act.Person)) is { } other) return Refuse(HallForm.SeatTaken, $"{act.Person} has seat '{other.Id}'");
        e.SeatInvited = new SeatInvited { Person = act.Person, Title = act.Word("title") };
        return hall.PutUpOf(e);
    }

    private ProgrammeDecision PutMotion()
    {
        e.MotionPut = new MotionPut { Title = act.Word("title") };
        return hall.PutUpOf(e);
    }

    private ProgrammeDecision Sit()
    {
        if (hall.FindOf(act.Item, Deliberation.Seat) is not { } seat) return Refuse(HallForm.SeatUnknown, $"'{act.Item}'");
        if (!act.Runs && !seat.People.Contains(act.By)) return Refuse(ProgrammeRefusals.NotOwn, $"seat '{seat.Id}' is not {act.By}'s");
        if (act.Action == "recuse")
        {
            if (seat.State == Deliberation.Recused) return ProgrammeDecision.Unchanged;
            if (hall.Votes.Values.Any(cast => cast.ContainsKey(seat.Id))) return Refuse(HallForm.SeatVoted, $"'{seat.Id}' is recused before it votes");
            e.SeatRecused = new SeatRecused();
            return ProgrammeDecision.Of(e);
        }
        if (seat.State == Deliberation.Recused) return Refuse(HallForm.SeatRecused, $"'{seat.Id}'");
        var comes = act.Action == "attend";
        if (comes == (seat.State == Deliberation.Present)) return ProgrammeDecision.Unchanged;
        e.SeatPresent = new SeatPresent { Present = comes };
        return ProgrammeDecision.Of(e);
    }

    private ProgrammeDecision OnMotion()
    {
        if (hall.FindOf(act.Item, Deliberation.Motion) is not { } motion) return Refuse(ProgrammeRefusals.ItemUnknown, $"motion '{act.Item}'");
        return act.Action switch
        {
            "open" => Open(motion),
            "vote" => Vote(motion),
            _ => Close(motion),
        };
    }

    private ProgrammeDecision Open(ProgrammeItem motion)
    {
        if (motion.State == Deliberation.Voting && motion.UntilDate == act.Day("until")) return ProgrammeDecision.Unchanged;
        if (motion.State != Deliberation.Put) return Refuse(ProgrammeRefusals.StateForbids, $"'{motion.Id}' is {motion.State}");
        if (act.Day("until") is > 0 and var until && until < act.Date) return Refuse(ProgrammeRefusals.DatesMalformed, "`until` is over");
        if (hall.SeatsPresent < hall.Quorum) return Refuse(HallForm.QuorumMissing, $"{hall.SeatsPresent} seats are present, {hall.Quorum} are needed");
        e.VotingOpened = new VotingOpened { UntilDate = act.Day("until") };
        return ProgrammeDecision.Of(e);
    }

    private ProgrammeDecision Vote(ProgrammeItem motion)
    {
        if (motion.State == Deliberation.Put) return Refuse(HallForm.NotOpen, $"'{motion.Id}'");
        if (hall.FindOf(act.Word("seat"), Deliberation.Seat) is not { } seat) return Refuse(HallForm.SeatUnknown, $"'{act.Word("seat")}'");
        var paper = act.Flag("paper");
        if (!act.Runs && (paper || !seat.People.Contains(act.By))) return Refuse(ProgrammeRefusals.NotOwn, paper ? "votes on paper are entered at the desk" : $"seat '{seat.Id}' is not {act.By}'s");
        if (hall.Votes[motion.Id].TryGetValue(seat.Id, out var cast))
            return cast.Choice == act.Word("choice") && cast.Paper == paper ? ProgrammeDecision.Unchanged : Refuse(HallForm.SeatVoted, $"'{seat.Id}'");
        if (motion.State != Deliberation.Voting) return Refuse(HallForm.VoteClosed, $"'{motion.Id}' is {motion.State}");
        if (motion.UntilDate > 0 && act.Date > motion.UntilDate) return Refuse(HallForm.VoteLate, $"it was {LocalDay.Format(motion.UntilDate)}");
        if (seat.State == Deliberation.Recused) return Refuse(HallForm.SeatRecused, $"'{seat.Id}'");
        e.VoteCast = new VoteCast { Seat = seat.Id, Choice = act.Word("choice"), Paper = paper };
        return ProgrammeDecision.Of(e);
    }

    // A majority of those for or against. Quorum is asked for again: seats may have left, and who voted counts as there.
    private ProgrammeDecision Close(ProgrammeItem motion)
    {
        if (motion.State == Deliberation.Put) return Refuse(HallForm.NotOpen, $"'{motion.Id}'");
        if (motion.State != Deliberation.Voting) return ProgrammeDecision.Unchanged;
        var (yes, no) = (motion.Numbers["for"], motion.Numbers["against"]);
        var there = hall.AllOf(Deliberation.Seat).Count(seat => seat.State == Deliberation.Present || hall.Votes[motion.Id].ContainsKey(seat.Id));
        var outcome = there < hall.Quorum || motion.Numbers["votes"] < hall.Quorum ? HallForm.NoQuorum : yes > no ? HallForm.Passed : yes < no ? HallForm.Rejected : HallForm.Tie;
        e.VotingClosed = new VotingClosed { Outcome = outcome };
        return ProgrammeDecision.Of(e);
    }

    private ProgrammeDecision GiveTask()
    {
        if (hall.FindOf(act.Word("motion"), Deliberation.Motion) is not { } motion) return Refuse(ProgrammeRefusals.ItemUnknown, $"motion '{act.Word("motion")}'");
        if (motion.State != HallForm.Passed) return Refuse(HallForm.NotPassed, $"'{motion.Id}' is {motion.State}");
        e.TaskGiven = new TaskGiven { Motion = motion.Id, Title = act.Word("title"), Owner = act.Word("owner"), DueDate = act.Day("due") };
        return hall.PutUpOf(e);
    }

    private ProgrammeDecision Done()
    {
        if (hall.FindOf(act.Item, Deliberation.TaskPart) is not { } task) return Refuse(ProgrammeRefusals.ItemUnknown, $"task '{act.Item}'");
        var owner = task.Words["owner"];
        if (!act.Runs && owner != act.By && !act.Units.Contains(owner)) return Refuse(HallForm.NotOwner, $"'{task.Id}' is {owner}'s");
        if (task.State == Deliberation.Done) return ProgrammeDecision.Unchanged;
        e.TaskDone = new TaskDone();
        return ProgrammeDecision.Of(e);
    }

    private ProgrammeDecision Archive()
    {
        if (hall.AllOf(Deliberation.Motion).Any(motion => motion.State == Deliberation.Voting) || hall.AllOf(Deliberation.TaskPart).Any(task => task.State != Deliberation.Done))
            return Refuse(HallForm.Unfinished, $"'{hall.Id}'");
        e.HallArchived = new HallArchived();
        return ProgrammeDecision.Of(e);
    }

    private static ProgrammeDecision Refuse(string code, string detail) => ProgrammeDecision.Refuse(code, detail);
}

using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Programmes.Hall;

/// <summary>
/// One deliberation: opinions beforehand, invited seats, motions with one vote a seat, and what is to be done by whom. Votes
/// compete with the end of the vote and with one another, so that one programme decides on all of them.
/// </summary>
public sealed class Deliberation(string id) : Programme(id)
{
    internal const string Seat = "seat", Motion = "motion", TaskPart = "task", Opinion = "opinion";
    internal const string Invited = "invited", Present = "present", Recused = "recused", Put = "put", Voting = "voting", Given = "given", Done = "done", Archived = "archived";

    /// <summary>By motion and seat.</summary>
    internal Dictionary<string, Dictionary<string, VoteCast>> Votes { get; } = new(StringComparer.Ordinal);

    public static ProgrammeKind Kind => HallForm.Kind;

    protected override ProgrammeKind KindOf => Kind;

    /// <summary>Seats that are present and not recused.</summary>
    internal int SeatsPresent => All(Seat).Count(seat => seat.State == Present);

    internal long Quorum => Setting("quorum", 1);

    public override IReadOnlyDictionary<string, long> Figures()
    {
        var (seats, motions, tasks) = (All(Seat).ToList(), All(Motion).ToList(), All(TaskPart).ToList());
        return new Dictionary<string, long>
        {
            ["opinions"] = All(Opinion).Count(), ["seats"] = seats.Count, ["present"] = SeatsPresent, ["recused"] = seats.Count(seat => seat.State == Recused),
            ["motions"] = motions.Count, ["passed"] = motions.Count(motion => motion.State == HallForm.Passed),
            ["tasks"] = tasks.Count, ["tasksDone"] = tasks.Count(task => task.State == Done),
        };
    }

    protected override ProgrammeDecision Decide(Act act) => new HallDecider(this, act).Decide();

    protected override void Change(ProgrammeEvent e)
    {
        switch (e.KindCase)
        {
            case ProgrammeEvent.KindOneofCase.OpinionGiven: Add(e.Item, Opinion, Given); break;
            case ProgrammeEvent.KindOneofCase.SeatInvited:
                var seat = Add(e.Item, Seat, Invited);
                seat.People.Add(e.SeatInvited.Person);
                seat.Title = e.SeatInvited.Title;
                break;
            case ProgrammeEvent.KindOneofCase.SeatRecused: Touch(e.Item).State = Recused; break;
            case ProgrammeEvent.KindOneofCase.SeatPresent: Touch(e.Item).State = e.SeatPresent.Present ? Present : Invited; break;
            case ProgrammeEvent.KindOneofCase.MotionPut:
                var motion = Add(e.Item, Motion, Put);
                motion.Title = e.MotionPut.Title;
                foreach (var number in (string[])["votes", "for", "against", "abstain", "paper", "online"]) motion.Numbers[number] = 0;
                Votes[e.Item] = new(StringComparer.Ordinal);
                break;
            case ProgrammeEvent.KindOneofCase.VotingOpened: (Touch(e.Item).State, Items[e.Item].UntilDate) = (Voting, e.VotingOpened.UntilDate); break;
            case ProgrammeEvent.KindOneofCase.VoteCast:
                Votes[e.Item].Add(e.VoteCast.Seat, e.VoteCast);
                Touch(e.Item).Count("votes");
                Items[e.Item].Count(e.VoteCast.Choice);
                Items[e.Item].Count(e.VoteCast.Paper ? "paper" : "online");
                break;
            case ProgrammeEvent.KindOneofCase.VotingClosed: Touch(e.Item).State = e.VotingClosed.Outcome; break;
            case ProgrammeEvent.KindOneofCase.TaskGiven:
                var task = Add(e.Item, TaskPart, Given);
                (task.Title, task.DueDate, task.Words["owner"], task.Words["motion"]) = (e.TaskGiven.Title, e.TaskGiven.DueDate, e.TaskGiven.Owner, e.TaskGiven.Motion);
                break;
            case ProgrammeEvent.KindOneofCase.TaskDone: (Touch(e.Item).State, Items[e.Item].DueDate) = (Done, 0); break;
            case ProgrammeEvent.KindOneofCase.HallArchived: State = Archived; break;
            default: throw new InvalidOperationException($"hall {Id}: an event of a kind this program does not know");
        }
    }

    internal ProgrammeItem? FindOf(string item, string part) => Find(item, part);

    internal IEnumerable<ProgrammeItem> AllOf(string part) => All(part);

    internal ProgrammeDecision PutUpOf(ProgrammeEvent e) => PutUp(e);
}

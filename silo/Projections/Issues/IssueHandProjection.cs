using RealtimeGov.Domain.Issues;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.ReadModel;
using RealtimeGov.Journal.Streams;
using RealtimeGov.Protos;

namespace RealtimeGov.Projections.Issues;

/// <summary>Who has an issue in hand, beside the unit that leads: the person who took it over, and the units that work beside. None before it is routed.</summary>
public sealed class IssueHandProjection : IProjection<IssueEvent, IssueState>
{
    private static readonly ReadTable Hands = new(
        "issue_hand", keys: [Column.Text("issue_id")], values: [Column.Bigint(ReadTable.Seq), Column.Text("handler"), Column.Text("others")]);

    private static readonly RowShape Shape = Hands.Upsert();

    public ReadTable Table => Hands;

    public void Project(StreamRun<IssueEvent> run, IssueState after, ReadRows to)
    {
        // Its number is that of the event that changed hands, however many follow it in the run.
        for (var at = run.Events.Count - 1; at >= 0; at--)
        {
            if (!IssueState.ChangesHands(run.Events[at].Event.KindCase)) continue;
            to.Add(Shape.Row(run.Id, run.Events[at].Seq, after.Handler, string.Concat(after.Others.Keys.Select(unit => $" {unit} "))));
            return;
        }
    }
}

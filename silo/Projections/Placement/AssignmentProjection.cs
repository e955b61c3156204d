using RealtimeGov.Domain.Placement;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Journal.ReadModel;
using RealtimeGov.Journal.Streams;
using RealtimeGov.Protos;

namespace RealtimeGov.Projections.Placement;

/// <summary>Where each grid is to run; an empty silo is automatic, and then not pinned.</summary>
public sealed class AssignmentProjection : IProjection<PlacementEvent, PlacementTable>
{
    private static readonly ReadTable Assignments = new(
        "assignment", keys: [Column.Text("grid")], values: [Column.Text("silo"), Column.Boolean("pinned"), Column.Bigint(ReadTable.Seq)]);

    private static readonly RowShape Shape = Assignments.Upsert();

    public ReadTable Table => Assignments;

    public void Project(StreamRun<PlacementEvent> run, PlacementTable after, ReadRows to)
    {
        foreach (var (seq, e, _) in run.Events)
        {
            if (e.Assigned is { } one) to.Add(Row(new AssignmentRow(one.Grid, one.After.Silo, one.After.Pinned, seq)));
            foreach (var move in e.Applied?.Moves ?? []) to.Add(Row(new AssignmentRow(move.Grid, move.After.Silo, move.After.Pinned, seq)));
        }
    }

    public static Row Row(AssignmentRow row) => Shape.Row(row.Grid, row.Silo, row.Pinned, row.Seq);
}

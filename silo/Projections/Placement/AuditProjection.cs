using RealtimeGov.Domain.Placement;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Journal.ReadModel;
using RealtimeGov.Journal.Streams;
using RealtimeGov.Protos;

namespace RealtimeGov.Projections.Placement;

/// <summary>A line for each change of the placement; the greatest seq is the placement's version.</summary>
public sealed class AuditProjection : IProjection<PlacementEvent, PlacementTable>
{
    private static readonly ReadTable Audit = new(
        "audit",
        keys: [Column.Bigint(ReadTable.Seq)],
        values: [Column.Bigint("at_us"), Column.Text("by"), Column.Text("action"), Column.Text("subject"), Column.Text("before"), Column.Text("after")]);

    private static readonly RowShape Shape = Audit.Insert();

    public ReadTable Table => Audit;

    public void Project(StreamRun<PlacementEvent> run, PlacementTable after, ReadRows to)
    {
        foreach (var (seq, e, _) in run.Events)
        {
            var text = AuditText.Of(e);
            to.Add(Row(new AuditRow(seq, e.AtUs, e.By, text.Action, text.Subject, text.Before, text.After)));
        }
    }

    public static Row Row(AuditRow row) => Shape.Row(row.Seq, row.AtUs, row.By, row.Action, row.Subject, row.Before, row.After);
}

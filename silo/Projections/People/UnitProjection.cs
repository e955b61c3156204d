using Google.Protobuf;
using RealtimeGov.Domain.People;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.ReadModel;
using RealtimeGov.Journal.Streams;
using RealtimeGov.Protos;

namespace RealtimeGov.Projections.People;

/// <summary>Each unit as defined last.</summary>
public sealed class UnitProjection : IProjection<UnitEvent, UnitState>
{
    private static readonly ReadTable Units = new(
        "unit", keys: [Column.Text("id")], values: [Column.Bigint(ReadTable.Seq), Column.Text("region"), Column.Message("data", Unit.Parser)]);

    private static readonly RowShape Shape = Units.Upsert();

    public ReadTable Table => Units;

    public void Project(StreamRun<UnitEvent> run, UnitState after, ReadRows to) =>
        to.Add(Shape.Row(run.Id, run.Events[^1].Seq, after.Defined!.Region, after.Defined.ToByteArray()));
}

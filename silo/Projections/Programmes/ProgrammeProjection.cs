using Google.Protobuf;
using RealtimeGov.Domain.Programmes;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.ReadModel;
using RealtimeGov.Journal.Streams;
using RealtimeGov.Protos;

namespace RealtimeGov.Projections.Programmes;

/// <summary>Each programme with its figures as they stand.</summary>
public sealed class ProgrammeProjection : IProjection<ProgrammeEvent, Programme>
{
    private static readonly ReadTable Programmes = new(
        "programme",
        keys: [Column.Text("kind"), Column.Text("id")],
        values: [Column.Bigint(ReadTable.Seq), Column.Bigint("text_seq"), Column.Text("region"), Column.Text("state"), Column.Message("data", ProgrammeRow.Parser)]);

    private static readonly RowShape Shape = Programmes.Upsert();

    public ReadTable Table => Programmes;

    public void Project(StreamRun<ProgrammeEvent> run, Programme after, ReadRows to)
    {
        if (after.Defined is null) return;
        var (kind, id) = ProgrammeItemProjection.KeyOf(run.Id);
        to.Add(Shape.Row(kind, id, run.Events[^1].Seq, after.TextSeq, after.Defined.Region, after.State, after.ToRow().ToByteArray()));
    }
}

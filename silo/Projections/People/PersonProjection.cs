using RealtimeGov.Domain.People;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.ReadModel;
using RealtimeGov.Journal.Streams;
using RealtimeGov.Protos;

namespace RealtimeGov.Projections.People;

/// <summary>Each person without a name: names are content, and these rows say where it lies.</summary>
public sealed class PersonProjection : IProjection<PersonEvent, PersonState>
{
    private static readonly ReadTable People = new(
        "person", keys: [Column.Text("id")],
        values: [Column.Bigint(ReadTable.Seq), Column.Bigint("name_seq"), Column.Bigint("password_seq"), Column.Boolean("has_left")]);

    private static readonly RowShape Shape = People.Upsert();

    public ReadTable Table => People;

    public void Project(StreamRun<PersonEvent> run, PersonState after, ReadRows to) =>
        to.Add(Shape.Row(run.Id, run.Events[^1].Seq, after.NameSeq, after.PasswordSeq, after.HasLeft));
}

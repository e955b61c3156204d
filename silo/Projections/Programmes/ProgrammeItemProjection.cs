using Google.Protobuf;
using RealtimeGov.Domain.Programmes;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.ReadModel;
using RealtimeGov.Journal.Streams;
using RealtimeGov.Protos;

namespace RealtimeGov.Projections.Programmes;

/// <summary>Each item of a programme, with what lists ask for in columns of its own.</summary>
public sealed class ProgrammeItemProjection : IProjection<ProgrammeEvent, Programme>
{
    private static readonly ReadTable Items = new(
        "programme_item",
        keys: [Column.Text("kind"), Column.Text("id"), Column.Text("item")],
        values:
        [
            Column.Bigint(ReadTable.Seq), Column.Bigint("text_seq"), Column.Text("part"), Column.Text("state"), Column.Text("region"), Column.Text("people"),
            Column.Integer("due_date"), Column.Message("data", ProgrammeItemRow.Parser),
        ]);

    private static readonly RowShape Shape = Items.Upsert();

    public ReadTable Table => Items;

    public void Project(StreamRun<ProgrammeEvent> run, Programme after, ReadRows to)
    {
        var (kind, id) = KeyOf(run.Id);
        foreach (var item in after.TouchedBy(run.Events[0].Seq, run.Events[^1].Seq))
            to.Add(Shape.Row(kind, id, item.Id, item.Seq, item.TextSeq, item.Part, item.State, item.Region, PeopleOf(item), item.DueDate, item.ToRow().ToByteArray()));
    }

    internal static (string Kind, string Id) KeyOf(string key) => (key[..key.IndexOf('/')], key[(key.IndexOf('/') + 1)..]);

    // With a blank on either side of each, so that one is found as a whole; ids have none.
    private static string PeopleOf(ProgrammeItem item) => item.People.Count == 0 ? "" : $" {string.Join(' ', item.People)} ";
}

using Google.Protobuf;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.ReadModel;
using RealtimeGov.Journal.Streams;
using RealtimeGov.Protos;

namespace RealtimeGov.Projections.Town;

/// <summary>Each category as defined last.</summary>
public sealed class CategoryProjection : IProjection<TownEvent, Stateless>
{
    private static readonly ReadTable Categories = new(
        "category", keys: [Column.Text("code")], values: [Column.Bigint(ReadTable.Seq), Column.Message("data", Category.Parser)]);

    private static readonly RowShape Shape = Categories.Upsert();

    public ReadTable Table => Categories;

    public void Project(StreamRun<TownEvent> run, Stateless after, ReadRows to)
    {
        foreach (var (seq, e, _) in run.Events)
            if (e.Category?.Category is { } category) to.Add(Shape.Row(category.Code, seq, category.ToByteArray()));
    }
}

using Google.Protobuf;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.ReadModel;
using RealtimeGov.Journal.Streams;
using RealtimeGov.Protos;

namespace RealtimeGov.Projections.Town;

/// <summary>Regions, which are dated: each definition holds from its day on.</summary>
public sealed class RegionProjection : IProjection<TownEvent, Stateless>
{
    private static readonly ReadTable Regions = new(
        "region",
        keys: [Column.Text("code"), Column.Integer("from_date")],
        values: [Column.Bigint(ReadTable.Seq), Column.Message("data", RegionDefined.Parser)]);

    private static readonly RowShape Shape = Regions.Upsert();

    public ReadTable Table => Regions;

    public void Project(StreamRun<TownEvent> run, Stateless after, ReadRows to)
    {
        foreach (var (seq, e, _) in run.Events)
            if (e.Region is { } defined) to.Add(Shape.Row(defined.Region.Code, defined.FromDate, seq, defined.ToByteArray()));
    }
}

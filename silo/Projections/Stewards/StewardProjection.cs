using Google.Protobuf;
using RealtimeGov.Domain.Stewards;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.ReadModel;
using RealtimeGov.Journal.Streams;
using RealtimeGov.Protos;

namespace RealtimeGov.Projections.Stewards;

/// <summary>Each steward as registered last.</summary>
public sealed class StewardProjection : IProjection<StewardEvent, StewardState>
{
    private static readonly ReadTable Stewards = new(
        "steward", keys: [Column.Text("id")], values: [Column.Bigint(ReadTable.Seq), Column.Message("data", Steward.Parser)]);

    private static readonly RowShape Shape = Stewards.Upsert();

    public ReadTable Table => Stewards;

    public void Project(StreamRun<StewardEvent> run, StewardState after, ReadRows to) =>
        to.Add(Shape.Row(run.Id, run.Events[^1].Seq, after.Registered!.ToByteArray()));
}

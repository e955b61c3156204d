using Google.Protobuf;
using RealtimeGov.Domain.People;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Journal.ReadModel;
using RealtimeGov.Journal.Streams;
using RealtimeGov.Protos;

namespace RealtimeGov.Projections.People;

/// <summary>Streams <c>handover/{region}</c>.</summary>
public static class HandoverStream
{
    public static readonly StreamKind<HandoverEvent, HandoverState> Kind = new("handover/", HandoverEvent.Parser, region => new HandoverState(region), Fold, new HandoverProjection());

    private static HandoverState Fold(HandoverState state, Recorded<HandoverEvent> e)
    {
        state.Apply(e.Event);
        return state;
    }
}

/// <summary>The newest hand-over of each desk; its words are content.</summary>
public sealed class HandoverProjection : IProjection<HandoverEvent, HandoverState>
{
    private static readonly ReadTable Handovers = new(
        "handover", keys: [Column.Text("region")], values: [Column.Bigint(ReadTable.Seq), Column.Bigint("note_seq"), Column.Message("data", HandoverRow.Parser)]);

    private static readonly RowShape Shape = Handovers.Upsert();

    public ReadTable Table => Handovers;

    public void Project(StreamRun<HandoverEvent> run, HandoverState after, ReadRows to) =>
        to.Add(Shape.Row(run.Id, run.Events[^1].Seq, after.NoteSeq, after.ToRow().ToByteArray()));
}

/// <param name="Note">Empty where it was erased.</param>
public sealed record DeskHandover(ulong Version, HandoverRow Row, string Note)
{
    /// <summary>The newest of a region's desk; none where nothing was ever handed over.</summary>
    public static ReadQuery<DeskHandover> Of(string region) => new(
        "select h.seq, h.data, c.payload from handover h left join content c on c.stream = 'handover/' || h.region and c.seq = h.note_seq where h.region = @region",
        row => new DeskHandover(
            (ulong)row.GetInt64(0), HandoverRow.Parser.ParseFrom(row.GetFieldValue<byte[]>(1)), row.IsDBNull(2) ? "" : HandoverContent.Parser.ParseFrom(row.GetFieldValue<byte[]>(2)).Note),
        ("region", region));
}

using Google.Protobuf;
using RealtimeGov.Domain.Hooks;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Journal.ReadModel;
using RealtimeGov.Journal.Streams;
using RealtimeGov.Protos;

namespace RealtimeGov.Projections.Hooks;

/// <summary>Streams <c>hook/{id}</c>.</summary>
public static class HookStream
{
    public static readonly StreamKind<HookEvent, HookState> Kind = new("hook/", HookEvent.Parser, id => new HookState(id), Fold, new HookProjection());

    private static HookState Fold(HookState state, Recorded<HookEvent> e)
    {
        state.Apply(e.Event);
        return state;
    }
}

/// <summary>Each hook as it stands; neither its address nor its secret.</summary>
public sealed class HookProjection : IProjection<HookEvent, HookState>
{
    private static readonly ReadTable Hooks = new(
        "hook", keys: [Column.Text("id")], values: [Column.Bigint(ReadTable.Seq), Column.Message("data", HookRowData.Parser)]);

    private static readonly RowShape Shape = Hooks.Upsert();

    public ReadTable Table => Hooks;

    public void Project(StreamRun<HookEvent> run, HookState after, ReadRows to) => to.Add(Shape.Row(run.Id, run.Events[^1].Seq, after.ToRow().ToByteArray()));
}

public sealed record HookRow(string Id, HookRowData Row)
{
    /// <summary>Ended ones too; each was made by hand.</summary>
    public static ReadQuery<HookRow> All { get; } = new("select id, data from hook order by id limit 500", From);

    public static ReadQuery<HookRow> Of(string id) => new("select id, data from hook where id = @id", From, ("id", id));

    private static HookRow From(System.Data.Common.DbDataReader row) => new(row.GetString(0), HookRowData.Parser.ParseFrom(row.GetFieldValue<byte[]>(1)));
}

/// <summary>Where a hook delivers, and by which secret its receiver knows us.</summary>
public sealed record HookAddress(Uri Url, byte[] Secret)
{
    public static ReadQuery<HookAddress> Of(string id) => new("select payload from content where stream = @stream order by seq limit 1", From, ("stream", $"hook/{id}"));

    private static HookAddress From(System.Data.Common.DbDataReader row)
    {
        var content = HookContent.Parser.ParseFrom(row.GetFieldValue<byte[]>(0));
        return new(new Uri(content.Url), content.Secret.ToByteArray());
    }
}

using RealtimeGov.Domain.People;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.ReadModel;
using RealtimeGov.Journal.Streams;
using RealtimeGov.Protos;

namespace RealtimeGov.Projections.People;

/// <summary>Each device by its steward; no hash of a secret leaves its stream.</summary>
public sealed class DeviceProjection : IProjection<DeviceEvent, DeviceState>
{
    private static readonly ReadTable Devices = new(
        "device", keys: [Column.Text("id")],
        values: [Column.Bigint(ReadTable.Seq), Column.Text("steward"), Column.Text("region"), Column.Bigint("until_us"), Column.Boolean("revoked")]);

    private static readonly RowShape Shape = Devices.Upsert();

    public ReadTable Table => Devices;

    public void Project(StreamRun<DeviceEvent> run, DeviceState after, ReadRows to)
    {
        var binding = after.Binding ?? after.Invitation?.Binding;
        to.Add(Shape.Row(run.Id, run.Events[^1].Seq, binding?.StewardId ?? "", binding?.Region ?? "", after.Enrolled?.UntilUs ?? 0, after.IsRevoked));
    }
}

using RealtimeGov.Domain.People;
using RealtimeGov.Journal.Streams;
using RealtimeGov.Protos;

namespace RealtimeGov.Projections.People;

/// <summary>Streams <c>device/{id}</c>.</summary>
public static class DeviceStream
{
    public static readonly StreamKind<DeviceEvent, DeviceState> Kind = new(
        "device/", DeviceEvent.Parser, id => new DeviceState(id), Fold, new DeviceProjection());

    private static DeviceState Fold(DeviceState state, Recorded<DeviceEvent> e)
    {
        state.Apply(e.Event);
        return state;
    }
}

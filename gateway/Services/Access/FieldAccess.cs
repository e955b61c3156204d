using RealtimeGov.Gateway.Grpc;

namespace RealtimeGov.Gateway.Access;

/// <summary>The gate in front of the field devices' service.</summary>
internal static class FieldAccess
{
    public static CallAccess Of(DeviceGate gate) => new(gate.Admits, "the call needs metadata authorization: Bearer and the device token");
}

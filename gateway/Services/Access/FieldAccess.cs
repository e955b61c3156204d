using RealtimeGov.Rpc;

namespace RealtimeGov.Gateway.Access;

/// <summary>The gate in front of the field devices' service.</summary>
public static class FieldAccess
{
    /// <summary>For <see cref="RpcOptions.Authorize"/>: UNAUTHENTICATED unless the gate admits the call's `authorization`.</summary>
    public static Func<CallContext, RpcException?> Authorize(DeviceGate gate) => call =>
        gate.Admits(call.RequestHeaders.Get("authorization"))
            ? null
            : new RpcException(StatusCode.Unauthenticated, "the call needs metadata authorization: Bearer and the device token");
}

using RealtimeGov.Protos;
using RealtimeGov.Rpc;

namespace RealtimeGov.Gateway.Access;

/// <summary>The gate in front of the administrators' service.</summary>
public static class AdminAccess
{
    private static readonly string Calls = $"/{AdminReflection.Descriptor.Services[0].FullName}/";

    /// <summary>
    /// For <see cref="RpcOptions.Authorize"/>: a call of administration is UNAUTHENTICATED unless the gate admits its
    /// `authorization`; every other call is <paramref name="others"/>' affair.
    /// </summary>
    public static Func<CallContext, RpcException?> Authorize(AdminGate gate, Func<CallContext, RpcException?> others) => call =>
        !call.Method.StartsWith(Calls, StringComparison.Ordinal) ? others(call)
        : gate.Admits(call.RequestHeaders.Get("authorization")) ? null
        : new RpcException(StatusCode.Unauthenticated, "token_needed: the call needs metadata authorization: Bearer and the admin token");
}

using RealtimeGov.Gateway.Grpc;

namespace RealtimeGov.Gateway.Access;

/// <summary>The gate in front of the administrators' service.</summary>
internal static class AdminAccess
{
    public static CallAccess Of(AdminGate gate) => new(gate.Admits, "token_needed: the call needs metadata authorization: Bearer and the admin token");
}

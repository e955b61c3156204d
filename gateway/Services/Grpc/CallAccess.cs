using Microsoft.AspNetCore.Builder;

namespace RealtimeGov.Gateway.Grpc;

/// <summary>Metadata of an endpoint: who may call it. A service without it is everybody's.</summary>
/// <param name="Admits">Takes the call's whole `authorization`; null is one that was not sent.</param>
/// <param name="Refusal">What everybody else is told with UNAUTHENTICATED; ASCII without a percent sign, as it travels in a header.</param>
public sealed record CallAccess(Func<string?, bool> Admits, string Refusal);

public static class CallAccessEndpoints
{
    public static TBuilder RequireAccess<TBuilder>(this TBuilder service, CallAccess access)
        where TBuilder : IEndpointConventionBuilder =>
        service.WithMetadata(access);
}

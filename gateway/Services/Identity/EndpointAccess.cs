using Microsoft.AspNetCore.Builder;
using RealtimeGov.Domain.People;
using RealtimeGov.Gateway.Api;

namespace RealtimeGov.Gateway.Identity;

/// <summary>What an endpoint asks of its caller; every endpoint says it, and <see cref="PermissionGate"/> decides.</summary>
/// <param name="AnyOf">One of these is enough. Empty: whoever is known.</param>
/// <param name="IsPublic">Anybody may, said on purpose: nobody is asked who they are.</param>
/// <param name="Refusal">What is told to whoever brings no credential, or a token that opens other doors.</param>
public sealed record EndpointAccess(IReadOnlyList<Permission> AnyOf, bool IsPublic = false, AccessRefusal? Refusal = null);

/// <summary>Of an endpoint that lets everybody in and asks later who it is: the caller is found out all the same.</summary>
public sealed record CallerWanted;

/// <param name="Http">With 401.</param>
/// <param name="Rpc">With UNAUTHENTICATED; ASCII without a percent sign, as it travels in a header. Null at an endpoint that is no call.</param>
public sealed record AccessRefusal(Func<ApiException> Http, string? Rpc = null)
{
    public static AccessRefusal DeviceToken { get; } = new(ApiErrors.TokenNeeded);

    public static AccessRefusal AdminToken { get; } = new(ApiErrors.AdminTokenNeeded);

    public static AccessRefusal FieldCall { get; } = new(ApiErrors.TokenNeeded, "the call needs metadata authorization: Bearer and the device token");

    public static AccessRefusal AdminCall { get; } =
        new(ApiErrors.AdminTokenNeeded, "token_needed: the call needs metadata authorization: Bearer and the admin token");
}

public static class EndpointAccessExtensions
{
    /// <summary>Whoever may do this somewhere is let in; at what, the endpoint asks with the region it is about.</summary>
    public static TBuilder Needs<TBuilder>(this TBuilder endpoint, params Permission[] anyOf) where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new EndpointAccess(anyOf));

    /// <inheritdoc cref="Needs{TBuilder}(TBuilder, Permission[])"/>
    public static TBuilder Needs<TBuilder>(this TBuilder endpoint, AccessRefusal refusal, params Permission[] anyOf) where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new EndpointAccess(anyOf, Refusal: refusal));

    /// <summary>Whoever is known, whatever they may do.</summary>
    public static TBuilder NeedsSignIn<TBuilder>(this TBuilder endpoint) where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new EndpointAccess([]));

    /// <summary>Anybody, known or not.</summary>
    public static TBuilder OpenToAll<TBuilder>(this TBuilder endpoint) where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new EndpointAccess([], IsPublic: true));
}

using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using RealtimeGov.Domain.People;
using RealtimeGov.Domain.Time;

namespace RealtimeGov.Gateway.Identity;

/// <summary>
/// Keys of other people's services. A key opens what takes in reports from services and nothing else: it is no bearer token of
/// any other call, and what it may say comes from its binding, as a device's does.
/// </summary>
public sealed class ServiceKeys(AccountCache accounts, TimeProvider time)
{
    private const string Scheme = "Bearer ";

    /// <summary>Who the key is of; null where it is none, has expired or was revoked.</summary>
    /// <exception cref="Grains.NotDurableException">The account could not be asked for.</exception>
    public async Task<Caller?> Find(string? key)
    {
        if (key is null || Secrets.ServiceOfKey(key) is not { } id) return null;
        var view = await accounts.Device(id);
        return view is { Found: true, Revoked: false } && ServiceScope.IsService(view.Binding) && Instant.From(time.GetUtcNow()) <= view.UntilUs
            && CryptographicOperations.FixedTimeEquals(view.TokenHash.Span, Secrets.Hash(key))
                ? Caller.KeyedService(id, view.Binding)
                : null;
    }

    /// <summary>The key of <c>Authorization: Bearer</c>; null where there is none.</summary>
    public static string? OfHeader(HttpRequest request) =>
        request.Headers.Authorization is [{ } sent] && sent.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? sent[Scheme.Length..].Trim() : null;
}

using System.Globalization;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using RealtimeGov.Domain.People;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Gateway.Grpc;
using RealtimeGov.Grains;

namespace RealtimeGov.Gateway.Identity;

/// <summary>
/// The one place where it is decided who is let in at which endpoint. It reads no body, so that a stranger costs no parsing.
/// A call that goes on while its account is shut out is broken off.
/// </summary>
internal sealed class PermissionGate(RequestDelegate next, CallerResolver callers, TownClock clock, TimeProvider time)
{
    /// <summary>With <see cref="AccountCache.AgeMax"/> before it, whoever is shut out is out within a minute.</summary>
    public static readonly TimeSpan LooksAgainEvery = TimeSpan.FromSeconds(20);

    public async Task InvokeAsync(HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<CallerWanted>() is not null) await Know(http);
        if (http.GetEndpoint()?.Metadata.GetMetadata<EndpointAccess>() is not { IsPublic: false } access || IsNoCall(http, access))
        {
            await next(http);
            return;
        }
        try
        {
            var caller = await callers.Resolve(http);
            if (Refused(http, caller, access) is { } refused)
            {
                await Refuse(http, access, refused);
                return;
            }
            http.Features.Set(caller);
        }
        catch (NotDurableException)
        {
            await Refuse(http, access, ApiErrors.StoreUnavailable());
            return;
        }
        await Serve(http, http.Caller());
    }

    // What is no call of a service, at a service's address, is told so by the library, which does not parse it.
    private static bool IsNoCall(HttpContext http, EndpointAccess access) => access.Refusal?.Rpc is not null && !IsRpc(http);

    private static bool IsRpc(HttpContext http) =>
        http.Request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) == true;

    // Before anything is answered: a cookie cannot be read once the response of a socket has begun.
    private async Task Know(HttpContext http)
    {
        try { http.Features.Set(await callers.Resolve(http)); }
        catch (NotDurableException) { } // as nobody: what needs somebody says so, and is asked again
    }

    private ApiException? Refused(HttpContext http, Caller caller, EndpointAccess access)
    {
        if (!caller.IsKnown) return access.Refusal?.Http() ?? IdentityErrors.SignInNeeded();
        if (caller.Credential == CredentialKind.Cookie && !IsSafe(http.Request) && !SaysWhereItComesFrom(http.Request)) return IdentityErrors.OriginNeeded();
        var today = clock.Today();
        if (access.AnyOf.Count == 0 || access.AnyOf.Any(permission => caller.MayAnywhere(permission, today))) return null;
        if (caller.LacksCode && Role.All.Any(role => role.IsTownWide && access.AnyOf.Any(role.Permissions.Contains))) return IdentityErrors.AdministratorCodeNeeded();
        return caller.Kind == CallerKind.Service && access.Refusal is { } refusal ? refusal.Http() : IdentityErrors.NotAllowed(access.AnyOf[0]);
    }

    private static bool IsSafe(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    // Whether it comes from a page of ours the guard in front has decided by the same headers. A browser's order that has
    // neither of them would rest on its cookie alone.
    private static bool SaysWhereItComesFrom(HttpRequest request) => request.Headers.Origin.Count > 0 || request.Headers.ContainsKey("Sec-Fetch-Site");

    private static Task Refuse(HttpContext http, EndpointAccess access, ApiException refused)
    {
        if (IsRpc(http) && access.Refusal?.Rpc is { } words)
        {
            http.Response.ContentType = "application/grpc";
            var (status, message) = refused.Status switch
            {
                StatusCodes.Status401Unauthorized => (StatusCode.Unauthenticated, words),
                StatusCodes.Status403Forbidden => (StatusCode.PermissionDenied, $"{refused.Error.Code}: {refused.Error.Message}"),
                _ => (StatusCode.Unavailable, $"{refused.Error.Code}: {refused.Error.Message}"),
            };
            StatusHeaders.Write(http.Response.Headers, status, message);
            return Task.CompletedTask;
        }
        var headers = http.Response.Headers;
        headers.CacheControl = "no-store";
        if (refused.Status == StatusCodes.Status401Unauthorized) headers.WWWAuthenticate = "Bearer";
        if (refused.RetryAfterS is { } seconds) headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return ApiFilter.Error(refused).ExecuteAsync(http);
    }

    private async Task Serve(HttpContext http, Caller caller)
    {
        if (!caller.IsRevocable)
        {
            await next(http);
            return;
        }
        await using var again = time.CreateTimer(_ => BreakOffIfShutOut(http, caller), null, LooksAgainEvery, LooksAgainEvery);
        await next(http);
    }

    // The request's own connection object outlives the timer, which is gone before the request has ended.
    private async void BreakOffIfShutOut(HttpContext http, Caller caller)
    {
        try
        {
            if (!await callers.StillHolds(caller)) http.Abort();
        }
        catch (Exception) { } // not known: looked at again with the next turn
    }
}

public static class CallerFeature
{
    /// <summary>Who calls; set by <see cref="PermissionGate"/> at every endpoint that is not open to all.</summary>
    public static Caller Caller(this HttpContext http) => http.Features.Get<Caller>() ?? Identity.Caller.Anonymous;
}

using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using RealtimeGov.Gateway.Audit;
using RealtimeGov.Gateway.People;
using RealtimeGov.Gateway.Security;

namespace RealtimeGov.Gateway.Identity;

/// <summary>Sessions by the framework's cookie and bearer token; who may do what by <see cref="PermissionGate"/>.</summary>
public static class IdentitySetup
{
    /// <summary>A browser sends it back to this very host over TLS alone, and shows it to no script.</summary>
    public const string SecureCookie = "__Host-realtimegov";

    /// <summary>On loopback without TLS, where browsers do not take the other.</summary>
    public const string LoopbackCookie = "realtimegov-session";

    private const string SecureScheme = "session";
    private const string LoopbackScheme = "session-on-loopback";

    /// <summary>A working day's session; on a shared machine the browser ends it when it is closed.</summary>
    public static readonly TimeSpan SessionTime = TimeSpan.FromHours(9);

    private static readonly TimeSpan TokenTime = TimeSpan.FromHours(1);

    /// <param name="keys">The folder of the keys that protect sessions, shared by a cluster's gateways; null keeps them in memory.</param>
    public static IServiceCollection AddIdentity(this IServiceCollection services, DirectoryInfo? keys)
    {
        var protection = services.AddDataProtection().SetApplicationName("RealtimeGov");
        if (keys is null) protection.UseEphemeralDataProtectionProvider();
        else protection.PersistKeysToFileSystem(keys);
        services.AddAuthentication()
            .AddBearerToken(token => token.BearerTokenExpiration = TokenTime)
            .AddCookie(SecureScheme, cookie => Session(cookie, SecureCookie, CookieSecurePolicy.Always))
            .AddCookie(LoopbackScheme, cookie => Session(cookie, LoopbackCookie, CookieSecurePolicy.SameAsRequest));
        services.AddSingleton<AccountCache>().AddSingleton<Passwords>().AddSingleton<SignInLimiter>().AddSingleton<SetupLink>().AddSingleton<CallerResolver>().AddSingleton<ServiceKeys>();
        services.AddSingleton<PeopleImport>().AddSingleton<AuditReads>().AddSingleton<RequestLimiter>().AddSingleton<SecondFactor>();
        services.TryAddSingleton<IAccounts, TownAccounts>();
        return services;
    }

    /// <summary>Behind UseRouting and UseCalls, since it reads the endpoint and its refusals of calls are drained as others are.</summary>
    public static IApplicationBuilder UsePermissions(this IApplicationBuilder app) =>
        app.UseMiddleware<PermissionGate>().UseMiddleware<CallerLimit>();

    /// <summary>Which of the two cookies the request's connection can have.</summary>
    public static string CookieSchemeOf(HttpRequest request) => request.IsHttps ? SecureScheme : LoopbackScheme;

    /// <summary>Both: what a browser kept of either ends.</summary>
    public static async Task SignOut(HttpContext http)
    {
        await http.SignOutAsync(SecureScheme);
        await http.SignOutAsync(LoopbackScheme);
    }

    private static void Session(Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions cookie, string name, CookieSecurePolicy secure)
    {
        cookie.Cookie.Name = name;
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SecurePolicy = secure;
        cookie.Cookie.SameSite = SameSiteMode.Strict;
        cookie.Cookie.Path = "/";
        cookie.ExpireTimeSpan = SessionTime;
        cookie.SlidingExpiration = true;
    }
}

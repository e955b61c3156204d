using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Live;

namespace RealtimeGov.Gateway.Security;

/// <summary>
/// Stands before everything, on an open server too: a page of another origin, or one whose name was rebound to this
/// machine, changes nothing and reads nothing. Tokens do not help where none is asked for.
/// </summary>
internal sealed class RequestGuard(RequestDelegate next, WebOptions options)
{
    /// <summary>What proxies add; whoever sits at the machine sends none of them.</summary>
    private static readonly string[] Forwarding = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP"];

    private readonly RequestOrigin origin = new(options);

    public Task InvokeAsync(HttpContext http)
    {
        if (!origin.AdmitsHost(http.Request.Host)) return Refuse(http, GuardErrors.ForeignHost(http.Request.Host.Value ?? ""));
        var isHub = http.Request.Path.StartsWithSegments(LiveHub.Path, StringComparison.OrdinalIgnoreCase);
        if (!origin.AdmitsSource(http.Request, isHub)) return Refuse(http, GuardErrors.ForeignOrigin());
        if (options.IsOpen && options.Proxies.Count == 0 && Array.Find(Forwarding, http.Request.Headers.ContainsKey) is { } header)
            return Refuse(http, GuardErrors.Forwarded(header));
        return next(http);
    }

    /// <summary>Status codes of gRPC.</summary>
    internal const int PermissionDenied = 7, ResourceExhausted = 8;

    internal static Task Refuse(HttpContext http, ApiException refused, int rpcStatus = PermissionDenied)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (http.Request.ContentType?.StartsWith("application/grpc", StringComparison.Ordinal) == true)
        {
            // A call is answered by a status of its own.
            http.Response.ContentType = "application/grpc";
            http.Response.Headers["grpc-status"] = rpcStatus.ToString(System.Globalization.CultureInfo.InvariantCulture);
            http.Response.Headers["grpc-message"] = Uri.EscapeDataString(refused.Error.Message);
            return Task.CompletedTask;
        }

        return ApiFilter.Error(refused).ExecuteAsync(http);
    }
}

/// <summary>Puts the guard into a web application, before everything else.</summary>
public static class RequestGuardSetup
{
    public static void UseRequestGuard(this IApplicationBuilder app, WebOptions options)
    {
        // Without a known proxy no forwarded header is even looked at.
        if (options.Proxies.Count > 0)
        {
            var forwarded = new ForwardedHeadersOptions
            {
                ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedHost | ForwardedHeaders.XForwardedProto,
            };
            forwarded.KnownIPNetworks.Clear();
            forwarded.KnownProxies.Clear();
            foreach (var proxy in options.Proxies) forwarded.KnownProxies.Add(proxy);
            app.UseForwardedHeaders(forwarded);
        }

        app.UseMiddleware<RequestGuard>(options);
        app.UseMiddleware<AddressLimit>();
    }
}

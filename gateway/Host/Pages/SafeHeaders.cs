namespace RealtimeGov.Gateway.Host.Pages;

/// <summary>What every answer to a browser forbids: guessing types, anything from elsewhere, and to come again without TLS.</summary>
internal sealed class SafeHeaders(RequestDelegate next)
{
    public const string ContentSecurityPolicy = "default-src 'self'; frame-ancestors 'self'; base-uri 'self'; form-action 'self'; object-src 'none'";

    /// <summary>A year. Sent over TLS alone: a town without it has nothing to insist on.</summary>
    public const string StrictTransport = "max-age=31536000";

    public Task InvokeAsync(HttpContext http)
    {
        // Field devices are no browsers.
        if (http.Request.ContentType?.StartsWith("application/grpc", StringComparison.Ordinal) != true)
        {
            var headers = http.Response.Headers;
            headers.XContentTypeOptions = "nosniff";
            headers.ContentSecurityPolicy = ContentSecurityPolicy;
            headers["Referrer-Policy"] = "no-referrer";
            // Whether the browser came over TLS is known once a proxy's word was taken, which is further on.
            http.Response.OnStarting(() =>
            {
                if (http.Request.IsHttps) headers.StrictTransportSecurity = StrictTransport;
                return Task.CompletedTask;
            });
        }

        return next(http);
    }
}

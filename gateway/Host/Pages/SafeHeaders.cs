namespace RealtimeGov.Gateway.Host.Pages;

/// <summary>What every answer to a browser forbids: guessing types, and anything from elsewhere.</summary>
internal sealed class SafeHeaders(RequestDelegate next)
{
    public const string ContentSecurityPolicy = "default-src 'self'; frame-ancestors 'self'; base-uri 'self'";

    public Task InvokeAsync(HttpContext http)
    {
        // Field devices are no browsers.
        if (http.Request.ContentType?.StartsWith("application/grpc", StringComparison.Ordinal) != true)
        {
            var headers = http.Response.Headers;
            headers.XContentTypeOptions = "nosniff";
            headers.ContentSecurityPolicy = ContentSecurityPolicy;
            headers["Referrer-Policy"] = "no-referrer";
        }

        return next(http);
    }
}

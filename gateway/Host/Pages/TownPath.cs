namespace RealtimeGov.Gateway.Host.Pages;

/// <summary>
/// The path below which a proxy serves the town and which it leaves in the requests. Requests without it are answered
/// too: probes, devices and a proxy that takes it off need no setting.
/// </summary>
internal static class TownPath
{
    public const string Option = "--path-base";

    /// <summary>What is wrong with a path; null where nothing is. It has letters, digits, `-`, `_`, `.` and `/`, and no slash at the end.</summary>
    public static string? Fault(string? text) =>
        text is null || (text.Length is > 1 and <= 200 && text[0] == '/' && text[^1] != '/' && !text.Contains("//", StringComparison.Ordinal)
            && text.All(sign => char.IsAsciiLetterOrDigit(sign) || "-_./".Contains(sign, StringComparison.Ordinal)))
            ? null
            : "wants a path such as /town: it begins with / and does not end with it";

    public static void UseTownPath(this WebApplication app, string? path)
    {
        if (path is null) return;
        app.UsePathBase(path);
        // Without its slash the page would look for its parts one level too high.
        app.Use((http, next) =>
        {
            if (!http.Request.PathBase.HasValue || http.Request.Path.HasValue) return next(http);
            http.Response.Redirect(http.Request.PathBase + "/" + http.Request.QueryString, permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        });
    }
}

using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;
using RealtimeGov.Gateway.Identity;

namespace RealtimeGov.Gateway.Host.Pages;

/// <summary>The dashboard: one page for every address it draws itself, and the files it is made of.</summary>
internal static class DashboardPages
{
    // Vite puts what it names by content here.
    private const string HashedFolder = "/assets";
    private const string ForEver = "public, max-age=31536000, immutable";
    private const string AskFirst = "no-cache";
    private const string Html = "text/html; charset=utf-8";

    private const string NotBuilt = """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><title>RealtimeGov</title></head>
        <body><h1>The dashboard is not built</h1>
        <p>The server is running, its API and hub too. Build the dashboard with <code>npm ci</code> and <code>npm run build</code>
        in the folder <code>dashboard</code>, or start with <code>./run</code>, which does so; then start the server again.</p>
        <h1 lang="zh">尚未构建大屏页面</h1>
        <p lang="zh">服务已运行。请在 <code>dashboard</code> 目录执行 <code>npm ci</code> 与 <code>npm run build</code>，或用 <code>./run</code> 启动，然后重新启动服务。</p>
        </body></html>
        """;

    /// <summary>The addresses that the page draws.</summary>
    private static readonly string[] Addresses = ["/", "/wall/{**region}", "/admin/{**part}", "/sign-in", "/account", "/desk/{**issue}", "/steward", "/lead", "/r", "/public"];

    /// <summary>Files are looked for before routes.</summary>
    public static void UseDashboard(this WebApplication app, string? folder)
    {
        if (folder is null) return;
        // The same for everybody, so nothing can be guessed from their compressed length; answers of the API are not compressed.
        app.UseWhen(http => http.Request.Path.StartsWithSegments(HashedFolder, StringComparison.Ordinal), assets => assets.UseResponseCompression());
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = new PhysicalFileProvider(folder),
            OnPrepareResponse = file => file.Context.Response.Headers[HeaderNames.CacheControl] =
                file.Context.Request.Path.StartsWithSegments(HashedFolder, StringComparison.Ordinal) ? ForEver : AskFirst,
        });
    }

    public static void MapDashboard(this WebApplication app, string? folder)
    {
        foreach (var address in Addresses)
            app.MapMethods(address, [HttpMethods.Get, HttpMethods.Head], async (HttpContext http) =>
            {
                http.Response.Headers.CacheControl = AskFirst;
                return folder is null
                    ? Results.Text(NotBuilt, Html, statusCode: StatusCodes.Status503ServiceUnavailable)
                    : Results.Text(await BasedPage.Read(folder, http.Request.Path, http.RequestAborted), Html);
            }).OpenToAll();
    }
}

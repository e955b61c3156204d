namespace RealtimeGov.Gateway.Host.Pages;

/// <summary>
/// The page with its way up to the town's root in <c>base</c>. The browser resolves it against the address that it sees,
/// so the page works below any path that a proxy puts in front, whether the proxy says so or not.
/// </summary>
internal static class BasedPage
{
    /// <summary>As it stands in dashboard/index.html.</summary>
    private const string Written = "<base href=\"/\" />";

    public static async Task<string> Read(string folder, PathString path, CancellationToken canceled)
    {
        var page = await File.ReadAllTextAsync(Path.Combine(folder, DashboardFolder.Page), canceled);
        return page.Replace(Written, $"<base href=\"{Up(path)}\" />", StringComparison.Ordinal);
    }

    /// <summary>From a page's own address to the root: `/` is `./`, `/wall/T` is `../`.</summary>
    public static string Up(PathString path)
    {
        var deep = (path.Value ?? "").Count(sign => sign == '/') - 1;
        return deep <= 0 ? "./" : string.Concat(Enumerable.Repeat("../", deep));
    }
}

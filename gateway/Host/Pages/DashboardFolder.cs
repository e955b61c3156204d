namespace RealtimeGov.Gateway.Host.Pages;

/// <summary>Where the built dashboard lies.</summary>
public static class DashboardFolder
{
    public const string Page = "index.html";

    // From artifacts/publish/{project}/{pivot} up to the repository, with room to spare.
    private const int LevelsMax = 8;

    /// <summary>The folder named, else `dashboard` beside the executable, else `dashboard/dist` of the repository it was built in; null when there is none.</summary>
    public static string? Find(string? named, string executableFolder)
    {
        if (named is not null) return HoldsPage(named) ? Path.GetFullPath(named) : null;
        var beside = Path.Combine(executableFolder, "dashboard");
        if (HoldsPage(beside)) return beside;
        var folder = new DirectoryInfo(executableFolder);
        for (var level = 0; level < LevelsMax && folder is not null; level++, folder = folder.Parent)
        {
            var built = Path.Combine(folder.FullName, "dashboard", "dist");
            if (HoldsPage(built)) return built;
        }

        return null;
    }

    private static bool HoldsPage(string folder) => File.Exists(Path.Combine(folder, Page));
}

using System.Diagnostics;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Architecture.Tests;

/// <summary>The repository's own files: what git tracks or would track, so that build output never counts.</summary>
internal static class Sources
{
    /// <summary>Paths relative to the root, with forward slashes.</summary>
    public static IReadOnlyList<string> All { get; } = List();

    public static IEnumerable<string> CSharp => All.Where(path => path.EndsWith(".cs", StringComparison.Ordinal));

    public static IEnumerable<string> Below(string folder) =>
        All.Where(path => path.StartsWith(folder + "/", StringComparison.Ordinal));

    public static string Read(string path) => File.ReadAllText(Path.Combine(Repository.Root, path));

    private static List<string> List()
    {
        var start = new ProcessStartInfo("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
        };
        using var git = Process.Start(start) ?? throw new InvalidOperationException("git did not start");
        var names = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        if (git.ExitCode != 0)
            throw new InvalidOperationException("git ls-files failed: these tests need a git checkout");

        // A deleted file is listed until the deletion is committed.
        return [.. names.Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Where(path => File.Exists(Path.Combine(Repository.Root, path)))];
    }
}

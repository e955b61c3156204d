using System.Text.RegularExpressions;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Architecture.Tests;

/// <summary>Where files lie: projects, the solution, namespaces, and how long a file may grow.</summary>
public sealed partial class LayoutTests
{
    /// <summary>Past this a file is more than one idea.</summary>
    public const int LinesMax = 400;

    [Fact]
    public void NoProjectFolderLiesAboveAnother()
    {
        var folders = Project.All.Select(p => p.Folder + "/").ToList();

        var nested = folders.Where(f => folders.Any(above => f != above && f.StartsWith(above, StringComparison.Ordinal)));

        Rule.HasNoOffender(nested);
    }

    [Fact]
    public void NoFolderHoldsTwoProjects() =>
        Assert.Equal(Project.All.Count, Project.All.Select(p => p.Folder).Distinct().Count());

    [Fact]
    public void TheSolutionHoldsEveryProjectAndNoOther()
    {
        var listed = SolutionProject().Matches(Sources.Read("RealtimeGov.sln"))
            .Select(match => match.Groups["path"].Value.Replace('\\', '/'));

        Assert.Equal(Project.All.Select(p => p.File).Order(), listed.Order());
    }

    [Fact]
    public void ANamespaceNamesItsRoom()
    {
        var names = Project.All.Select(p => p.Name).OrderByDescending(name => name.Length).ToList();

        var strangers =
            from project in Project.All
            from file in Sources.Below(project.Folder).Intersect(Sources.CSharp)
            from Match declared in Namespace().Matches(Sources.Read(file))
            let space = declared.Groups["name"].Value
            let room = names.FirstOrDefault(n => space == n || space.StartsWith(n + ".", StringComparison.Ordinal))
            where room != project.Name
            select $"{file}: {space}";

        Rule.HasNoOffender(strangers);
    }

    [Fact]
    public void EverySourceFileBelongsToAProject()
    {
        var orphans = Sources.CSharp.Where(
            file => !Project.All.Any(p => file.StartsWith(p.Folder + "/", StringComparison.Ordinal)));

        Rule.HasNoOffender(orphans);
    }

    [Fact]
    public void ASourceFileIsOneIdea()
    {
        var tooLong = Sources.CSharp
            .Select(file => (file, lines: Sources.Read(file).AsSpan().Count('\n')))
            .Where(f => f.lines > LinesMax)
            .Select(f => $"{f.file}: {f.lines} lines");

        Rule.HasNoOffender(tooLong);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("test")]
    [InlineData("field")]
    [InlineData("bench")]
    [InlineData(".ci/run")]
    public void AScriptCanBeRun(string script)
    {
        const UnixFileMode everyone = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

        if (OperatingSystem.IsWindows())
            return; // Windows has no such bit.

        Assert.Equal(everyone, everyone & File.GetUnixFileMode(Path.Combine(Repository.Root, script)));
    }

    // Project("{FAE04EC0-...}") = "name", "path", "{id}": solution folders have a path without .csproj.
    [GeneratedRegex("""^Project\([^)]*\) = "[^"]*", "(?<path>[^"]*\.csproj)",""", RegexOptions.Multiline)]
    private static partial Regex SolutionProject();

    [GeneratedRegex(@"^namespace\s+(?<name>[\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}

using System.Diagnostics;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Architecture.Tests;

/// <summary>A clone builds today and next year: exact versions, nothing conditional, and a deprecation ends no build.</summary>
public sealed class BuildTests
{
    private static readonly Regex ExactVersion = new(@"^\d+(\.\d+){1,3}(-[0-9A-Za-z.]+)?$");

    [Fact]
    public void EveryPackageVersionIsExactAndCentral()
    {
        var versions = XDocument.Parse(Sources.Read("Directory.Packages.props")).Descendants("PackageVersion").ToList();
        Assert.NotEmpty(versions);
        Rule.HasNoOffender(versions.Where(v => !ExactVersion.IsMatch(v.Attribute("Version")?.Value ?? "")).Select(v => v.ToString()));
        Rule.HasNoOffender(
            from project in Project.All
            from reference in XDocument.Parse(Sources.Read(project.File)).Descendants("PackageReference")
            where reference.Attribute("Version") is not null || reference.Attribute("VersionOverride") is not null
            select $"{project.File}: {reference}");
    }

    [Fact]
    public void NoProjectDependsOnWhatTheFeedHolds() => Rule.HasNoOffender(
        from file in Project.All.Select(p => p.File).Append("Directory.Packages.props")
        from element in XDocument.Parse(Sources.Read(file)).Descendants()
        where element.Attribute("Condition") is not null || (element.Name.LocalName == "Import" && Path.GetFileName(element.Attribute("Project")!.Value) != "Program.props")
        select $"{file}: {element.Name.LocalName}");

    /// <summary>Built with this repository's own settings: what a package deprecates is told, any other warning still ends the build.</summary>
    [Theory]
    [InlineData("Old();", true, "CS0618")]
    [InlineData("int unused;", false, "CS0168")]
    public async Task ADeprecationIsAWarningAndAnotherFaultAnError(string statement, bool builds, string code)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "build-tests", code));
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "Probe.csproj"), "<Project Sdk=\"Microsoft.NET.Sdk\" />");
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "Probe.cs"),
                $"namespace Probe; public static class Uses {{ [System.Obsolete(\"gone soon\")] private static void Old() {{ }} public static void Run() {{ {statement} }} }}");
            var start = new ProcessStartInfo("dotnet", ["build", folder.FullName, "--nologo", "-v:quiet", $"-p:ArtifactsPath={folder.FullName}/built"]) { RedirectStandardOutput = true, RedirectStandardError = true };
            using var build = Process.Start(start)!;
            var output = build.StandardOutput.ReadToEndAsync();
            var errors = build.StandardError.ReadToEndAsync();
            await build.WaitForExitAsync();
            var said = await output + await errors;
            Assert.True(build.ExitCode == 0 == builds, said);
            Assert.Contains($"{(builds ? "warning" : "error")} {code}", said);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

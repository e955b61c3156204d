using System.Text.Json;
using System.Text.RegularExpressions;
using RealtimeGov.Devices.Cli;
using RealtimeGov.Devices.Demo;
using RealtimeGov.Devices.Demo.Systems;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Devices.Tests.Demo.Systems;

/// <summary>The eleven names, alike everywhere; a name that is none; a system's places.</summary>
public sealed partial class TownSystemsTests
{
    private static readonly string[] Eleven = ["wuzhen", "pinghu", "haiyan", "jiashan", "xiaolin", "zhicheng", "hall", "alliance", "dujiangyan", "shaoxing", "contracts"];

    [Fact]
    public void Run_its_help_and_the_table_name_the_eleven_and_their_pages()
    {
        Assert.Equal(Eleven, TownSystems.All.Select(system => system.Name));
        var run = File.ReadAllText(Repository.File("run"));
        Assert.Equal(Eleven, RunNames().Match(run).Groups["names"].Value.Split(' '));
        Assert.Contains(string.Join(' ', Eleven) + ";", run);
        var rows = TableRow().Matches(File.ReadAllText(Repository.File("docs", "systems.md")));
        Assert.Equal(TownSystems.All.Select(system => (system.Name, system.Page)), rows.Select(row => (row.Groups["name"].Value, row.Groups["page"].Value)));
    }

    [Theory]
    [InlineData("demo")]
    [InlineData("demo-regions")]
    public async Task A_name_that_is_none_is_told_with_those_there_are(string command)
    {
        var error = new StringWriter();
        var root = FieldCommand.Create(new DeviceEnvironment(), DemoCommand.Create(), SystemRegionsCommand.Create());

        Assert.Equal(ExitCode.BadInput, await FieldCommand.RunAsync(root, [command, "--system", "nowhere"], TextWriter.Null, error));
        Assert.Contains($"--system: there is no 'nowhere'; there are {string.Join(", ", Eleven)}", error.ToString());
    }

    [Fact]
    public async Task The_region_file_has_the_demo_s_places_and_those_of_the_system()
    {
        var output = new StringWriter();
        var root = FieldCommand.Create(new DeviceEnvironment(), SystemRegionsCommand.Create());

        Assert.Equal(ExitCode.Ok, await FieldCommand.RunAsync(root, ["demo-regions", "--town", Wuzhen.TownPath, "--system", "pinghu"], output, TextWriter.Null));
        using var file = JsonDocument.Parse(output.ToString());
        var features = file.RootElement.GetProperty("features").EnumerateArray().Select(feature => feature.GetProperty("properties").GetProperty("code").GetString()!).ToList();
        Assert.Equal(119, features.Count(code => code.StartsWith("ph-", StringComparison.Ordinal)));
        Assert.Equal(82, features.Count(code => Wuzhen.Map.Find(code) is not null));
        Assert.Equal(features.Count, features.Distinct().Count());
    }

    [GeneratedRegex("^SYSTEMS='(?<names>[a-z ]+)'$", RegexOptions.Multiline)]
    private static partial Regex RunNames();

    [GeneratedRegex(@"^\| `(?<name>[a-z]+)` \|.*\| `(?<page>/[^`]+)` \|$", RegexOptions.Multiline)]
    private static partial Regex TableRow();
}

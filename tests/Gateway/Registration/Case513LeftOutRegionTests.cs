using System.Text.RegularExpressions;
using RealtimeGov.Tests.Support;
using static RealtimeGov.Gateway.Tests.Regions.Geo;

namespace RealtimeGov.Gateway.Tests.Registration;

/// <summary>The program says at its start what a region file changes, from which day, and what the file leaves out.</summary>
[Trait("lane", "cases")]
public sealed class Case513LeftOutRegionTests : IDisposable
{
    private static readonly string Town = Feature("""{"code":"T","name":"Town","kind":"town"}""");
    private static readonly string G1 = Feature("""{"code":"G1","name":"G1","parent":"T"}""", Box(120.49, 30.74, 120.50, 30.75));
    private static readonly string G2 = Feature("""{"code":"G2","name":"G2","parent":"T"}""", Box(120.50, 30.74, 120.51, 30.75));

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Case_513_a_start_says_what_it_changed_and_what_the_file_leaves_out()
    {
        var (lines, warnings) = await Start(Collection(Town, G1, G2));
        Assert.Equal(["regions  3 new, which hold at once"], lines);
        Assert.Empty(warnings);
        (lines, warnings) = await Start(Collection(Town, G1, G2));
        Assert.Equal(["regions  3 as they were"], lines);
        Assert.Empty(warnings);

        (lines, warnings) = await Start(Collection(Town, G1));
        Assert.Equal(["regions  2 as they were"], lines);
        Assert.EndsWith(
            ": the file leaves out 1 that exist (G2): they stay, go on taking reports and counting, and keep what was said of them",
            Assert.Single(warnings), StringComparison.Ordinal);

        (lines, warnings) = await Start(Collection(Town, G1.Replace("\"name\":\"G1\"", "\"name\":\"First\"", StringComparison.Ordinal), G2), "--time-zone", "Asia/Tokyo");
        Assert.Matches(@"^regions  2 changed, which acts from \d{4}-\d\d-\d\d \(T, G1\); 1 as they were$", lines[0]);
        Assert.Equal("zone     the root's time zone was none (UTC) and becomes Asia/Tokyo on that day", lines[1]);
        Assert.Empty(warnings);
    }

    private async Task<(IReadOnlyList<string> Lines, IReadOnlyList<string> Warnings)> Start(string regions, params string[] options)
    {
        await using var host = ChildProcess.Start(
            Repository.Executable("RealtimeGov.Gateway.Host"),
            ["--port", "0", "--grpc-port", "0", "--data", folder.File("data"), "--regions", folder.Write("town.geojson", regions), .. options]);
        await host.Line("ready ", Patience.Max);
        host.Terminate();
        Assert.Equal(0, await host.Exit(Patience.Max));
        return ([.. host.Output.Where(line => !Regex.IsMatch(line, "^ready "))], host.Errors);
    }
}

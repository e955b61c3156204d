using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using RealtimeGov.Gateway.Host;
using RealtimeGov.Gateway.Privacy;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Gateway.Tests.Privacy;

/// <summary>Whoever is erased is in no file of the database any more, and a backup does not bring them back.</summary>
[Trait("lane", "trust")]
public sealed class ErasureTests : IDisposable
{
    private const string Town = """
        {"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"code":"T","name":"测试镇","kind":"town","timeZone":"Asia/Shanghai"},"geometry":null},
        {"type":"Feature","properties":{"code":"V-1","name":"一村","kind":"grid","parent":"T"},"geometry":{"type":"Polygon","coordinates":[[[120,30],[120.01,30],[120.01,30.01],[120,30.01],[120,30]]]}}]}
        """;

    private const string Name = "消失者甲乙丙", Telephone = "13700137000", Password = "correct horse battery";

    private readonly TempFolder folder = new();

    private string Data => folder.File("data");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task What_is_erased_is_gone_from_the_files_and_stays_gone_after_a_backup_is_restored()
    {
        await Run(async http =>
        {
            (await http.PostAsJsonAsync("/api/v1/people", new { id = "gone", name = Name, telephone = Telephone })).EnsureSuccessStatusCode();
            (await http.PostAsJsonAsync("/api/v1/people/gone/grants", new { role = "steward", region = "T" })).EnsureSuccessStatusCode();
            (await http.PostAsJsonAsync("/api/v1/people/gone/password", new { password = Password })).EnsureSuccessStatusCode();
            (await http.PostAsJsonAsync("/api/v1/people", new { id = "stays", name = "留下者", telephone = "" })).EnsureSuccessStatusCode();
            (await http.PostAsJsonAsync("/api/v1/people/stays/grants", new { role = "steward", region = "T" })).EnsureSuccessStatusCode();
        });
        Assert.True(Holds(Name));
        var backup = Directory.CreateDirectory(folder.File("backup")).FullName;
        foreach (var file in Directory.GetFiles(Data, "journal.*")) File.Copy(file, Path.Combine(backup, Path.GetFileName(file)));

        await Run(async http =>
        {
            Assert.Equal(2, (await People(http)).Count);
            var said = await http.PostAsync("/api/v1/people/gone/erase", null);
            Assert.Equal("""{"changed":true,"contents":2}""", await said.Content.ReadAsStringAsync());
            Assert.Equal(["stays"], await People(http));
            Assert.Equal("sign_in_refused", await CodeOf(await http.PostAsJsonAsync("/api/v1/session", new { person = "gone", password = Password })));
            // The id is nobody's any more, and to erase again changes nothing.
            Assert.Equal("person_erased", await CodeOf(await http.PostAsJsonAsync("/api/v1/people", new { id = "gone", name = "别人" })));
            Assert.Equal("person_erased", await CodeOf(await http.PostAsync("/api/v1/people/gone/return", null)));
            Assert.Equal("""{"changed":false,"contents":0}""", await (await http.PostAsync("/api/v1/people/gone/erase", null)).Content.ReadAsStringAsync());
            Assert.Equal("person_unknown", await CodeOf(await http.PostAsync("/api/v1/people/nobody/erase", null)));
        });
        Assert.False(Holds(Name));
        Assert.False(Holds(Telephone));
        Assert.True(Holds("留下者"));
        var (output, errors) = (new StringWriter(), new StringWriter());
        Assert.Equal(0, await HostProgram.Run(["rebuild", "--check", "--data", Data], output, errors)); // J14

        // Whoever restores a backup brings back what was erased; the next start takes it out again.
        foreach (var file in Directory.GetFiles(Data, "journal.*")) File.Delete(file);
        foreach (var file in Directory.GetFiles(backup)) File.Copy(file, Path.Combine(Data, Path.GetFileName(file)));
        Assert.True(Holds(Name));
        var lines = await Run(_ => Task.CompletedTask);
        Assert.Equal("erased   2 contents that had been erased before and came back, as with a backup", Assert.Single(lines));
        Assert.False(Holds(Name));
        Assert.False(Holds(Telephone));
        Assert.True(Holds("留下者"));
    }

    [Fact]
    public async Task A_ledger_that_cannot_be_read_stops_the_start()
    {
        Directory.CreateDirectory(Data);
        File.WriteAllText(Path.Combine(Data, ErasureLedger.FileName), "nothing\n");
        await using var host = Start();
        Assert.Equal(2, await host.Exit(Patience.Max));
        Assert.Contains("line 1 cannot be read", Assert.Single(host.Errors), StringComparison.Ordinal);
    }

    private static async Task<List<string>> People(HttpClient http) =>
        [.. JsonDocument.Parse(await http.GetStringAsync("/api/v1/people")).RootElement.EnumerateArray().Select(person => person.GetProperty("id").GetString()!)];

    private static async Task<string> CodeOf(HttpResponseMessage answer) =>
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("error").GetProperty("code").GetString()!;

    // In any byte of the database, its log and its index.
    private bool Holds(string text) => LivingFiles.Hold(Data, "journal.*", text);

    private ChildProcess Start() => ChildProcess.Start(Repository.Executable("RealtimeGov.Gateway.Host"), ["--port", "0", "--grpc-port", "0", "--data", Data]);

    // What it says before it is ready, regions left out.
    private async Task<IReadOnlyList<string>> Run(Func<HttpClient, Task> what)
    {
        string[] regions = File.Exists(Path.Combine(Data, "journal.db")) ? [] : ["--regions", folder.Write("town.geojson", Town)];
        await using var host = ChildProcess.Start(Repository.Executable("RealtimeGov.Gateway.Host"), ["--port", "0", "--grpc-port", "0", "--data", Data, .. regions]);
        var address = System.Text.RegularExpressions.Regex.Match(await host.Line("ready ", Patience.Max), @"http://127\.0\.0\.1:\d+").Value;
        using (var http = new HttpClient { BaseAddress = new Uri(address) })
        {
            http.DefaultRequestHeaders.Authorization = new("Bearer", (await File.ReadAllTextAsync(Path.Combine(Data, "admin-token"))).Trim());
            await what(http);
        }
        host.Terminate();
        Assert.Equal(0, await host.Exit(Patience.Max));
        return [.. host.Output.TakeWhile(line => !line.StartsWith("ready ", StringComparison.Ordinal)).Where(line => !line.StartsWith("regions", StringComparison.Ordinal))];
    }
}

using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Gateway.Tests.Hosting;

/// <summary>The executable with three silos over SQLite: a grid is moved over HTTP, and it runs there, then and after a restart.</summary>
public sealed partial class SilosTests : IDisposable
{
    private const string Town = """
        {"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"code":"T","name":"测试镇","kind":"town","timeZone":"Asia/Shanghai"},"geometry":null},
        {"type":"Feature","properties":{"code":"V-1","name":"一村","kind":"grid","parent":"T"},"geometry":null},
        {"type":"Feature","properties":{"code":"V-2","name":"二村","kind":"grid","parent":"T"},"geometry":null}]}
        """;

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task ThreeSilosServeAndTheirPlacementIsKept()
    {
        string elsewhere;
        await using (var host = Start())
        {
            using var client = await Client(host);
            var placement = await Placement(client);
            Assert.Equal(["silo-1 live", "silo-2 live", "silo-3 live"], Silos(placement));
            Assert.Equal(0, placement.GetProperty("version").GetInt32());
            var runsOn = SiloOf("V-1", placement);
            elsewhere = new[] { "silo-1", "silo-2", "silo-3" }.First(silo => silo != runsOn);

            using var moved = await Post(client, "moves", $$"""{"grid":"V-1","silo":"{{elsewhere}}","pin":true,"by":"王主任"}""");
            Assert.Equal("""{"version":1}""", await moved.Content.ReadAsStringAsync());
            Assert.Equal(elsewhere, SiloOf("V-1", await Placement(client)));
            using var unauthorized = new HttpClient { BaseAddress = client.BaseAddress };
            Assert.Equal(401, (int)(await unauthorized.GetAsync("/api/v1/placement")).StatusCode);

            host.Terminate();
            Assert.Equal(0, await host.Exit(Patience.Max));
            Assert.Empty(host.Errors);
        }

        await using var again = Start();
        using var later = await Client(again);
        var kept = await Placement(later);
        Assert.Equal((1, elsewhere), (kept.GetProperty("version").GetInt32(), SiloOf("V-1", kept)));
        var audit = JsonDocument.Parse(await later.GetStringAsync("/api/v1/placement/audit")).RootElement.GetProperty("lines");
        Assert.Equal("王主任 move V-1", string.Join(' ', new[] { "by", "action", "subject" }.Select(field => Assert.Single(audit.EnumerateArray()).GetProperty(field).GetString())));
    }

    [Fact]
    public async Task SilosOfOneProcessOpenNoPort()
    {
        await using var host = Start();
        var announced = Port().Matches(await host.Line("ready ", Patience.Max)).Select(port => int.Parse(port.Groups[1].Value, CultureInfo.InvariantCulture));
        Assert.Equal(announced.Order(), ListeningPorts(host.Id).Order());
    }

    /// <summary>TCP ports on which a process listens, by what the kernel says of its sockets.</summary>
    private static IEnumerable<int> ListeningPorts(int pid)
    {
        const string listening = "0A";
        var own = Directory.GetFiles($"/proc/{pid}/fd").Select(file => File.ResolveLinkTarget(file, false)?.Name ?? "")
            .Where(name => name.StartsWith("socket:[", StringComparison.Ordinal)).Select(name => name["socket:[".Length..^1]).ToHashSet();
        return new[] { "tcp", "tcp6" }.SelectMany(table => File.ReadLines($"/proc/{pid}/net/{table}").Skip(1))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(row => row[3] == listening && own.Contains(row[9]))
            .Select(row => int.Parse(row[1].Split(':')[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture));
    }

    private ChildProcess Start() => ChildProcess.Start(
        Repository.Executable("RealtimeGov.Gateway.Host"),
        ["--port", "0", "--grpc-port", "0", "--data", folder.File("data"), "--regions", folder.Write("town.geojson", Town), "--silos", "3"]);

    private async Task<HttpClient> Client(ChildProcess host)
    {
        var address = Address().Match(await host.Line("ready ", Patience.Max)).Value;
        var token = (await File.ReadAllTextAsync(folder.File("data/admin-token"))).Trim();
        return new HttpClient { BaseAddress = new Uri(address), DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
    }

    private static async Task<JsonElement> Placement(HttpClient client) =>
        JsonDocument.Parse(await client.GetStringAsync("/api/v1/placement")).RootElement;

    private static Task<HttpResponseMessage> Post(HttpClient client, string path, string body) =>
        client.PostAsync($"/api/v1/placement/{path}", new StringContent(body, Encoding.UTF8, "application/json"));

    private static IEnumerable<string> Silos(JsonElement placement) =>
        placement.GetProperty("silos").EnumerateArray().Select(silo => $"{silo.GetProperty("name").GetString()} {silo.GetProperty("state").GetString()}");

    private static string? SiloOf(string grid, JsonElement placement) =>
        placement.GetProperty("grids").EnumerateArray().Single(one => one.GetProperty("code").GetString() == grid).GetProperty("silo").GetString();

    [GeneratedRegex(@"http://127\.0\.0\.1:(\d+)")]
    private static partial Regex Port();

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Address();
}

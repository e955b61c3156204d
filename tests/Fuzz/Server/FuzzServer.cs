using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Fuzz.Tests.Server;

/// <summary>The shipped executable on a small town, and what must not change in it whatever strangers send.</summary>
internal sealed class FuzzServer : IAsyncDisposable
{
    public const string Town = "T", Grid = "T-V-1", Steward = "s-1";

    /// <summary>
    /// What may live on its heap, of which a town this small takes 25 MiB: the collector collects everything before it says
    /// that there is no more, so only what is kept for ever reaches this. Without it the young generation alone grows to the
    /// processor's cache, hundreds of MiB on a large one, and hides a leak behind it.
    /// </summary>
    public const long HeapBytesMax = 96L << 20;

    /// <summary>What a server may grow by while it is fuzzed, native memory too: that heap, warm code and pools, no more.</summary>
    public const long GrowthBytesMax = 160L << 20;

    private readonly TempFolder folder = new();
    private ChildProcess process = null!;
    private long residentBefore;

    public Uri Http { get; private set; } = null!;

    public Uri Grpc { get; private set; } = null!;

    public HttpClient Client { get; private set; } = null!;

    public bool HasEnded => process.HasExited;

    public static async Task<FuzzServer> Start()
    {
        var server = new FuzzServer();
        server.process = ChildProcess.Start(Repository.Executable("RealtimeGov.Gateway.Host"),
        [
            "--port", "0", "--grpc-port", "0", "--open", "--data", server.folder.File("data"),
            "--regions", Repository.File("tests", "e2e", "fixtures", "town.geojson"),
        ], environment: new Dictionary<string, string?> { ["DOTNET_GCHeapHardLimit"] = $"0x{HeapBytesMax:X}" });
        var ready = (await server.process.Line("ready ", Patience.Max)).Split(' ');
        (server.Http, server.Grpc) = (new Uri(ready[1]), new Uri(ready[3]));
        server.Client = new HttpClient { BaseAddress = server.Http };
        using var rows = new StringContent($$"""[{"id":"{{Steward}}","name":"费老师","homeGrid":"{{Grid}}"}]""", Encoding.UTF8, "application/json");
        (await server.Client.PostAsync("/api/v1/stewards", rows)).EnsureSuccessStatusCode();
        server.residentBefore = server.Resident();
        return server;
    }

    /// <summary>Valid reports, invalid ones and issues over all days, as durable now.</summary>
    public async Task<Figures> Read(Figures? expected = null)
    {
        // The sum may be a second old.
        for (var asked = System.Diagnostics.Stopwatch.StartNew(); ;)
        {
            var total = JsonNode.Parse(await Client.GetStringAsync($"/api/v1/regions/{Town}/total"))!;
            var placement = JsonNode.Parse(await Client.GetStringAsync("/api/v1/placement"))!;
            var figures = new Figures(
                total["validReports"]!.GetValue<ulong>(), total["invalidReports"]!.GetValue<ulong>(), total["openedIssues"]!.GetValue<ulong>(),
                placement["version"]!.GetValue<ulong>());
            if (expected is null || figures == expected || asked.Elapsed > TimeSpan.FromSeconds(5)) return figures;
        }
    }

    /// <summary>It runs, says that it is ready, has logged no fault, and has not grown.</summary>
    public async Task IsWell()
    {
        if (HasEnded) throw new InvalidDataException($"the server has ended: {string.Join('\n', process.Errors.Take(5))}");
        using var ready = await Client.GetAsync("/readyz");
        if (!ready.IsSuccessStatusCode) throw new InvalidDataException($"/readyz says {(int)ready.StatusCode}");
        var faults = process.Output.Concat(process.Errors).Where(IsFault).Take(5).ToList();
        if (faults.Count > 0) throw new InvalidDataException($"the server has logged {string.Join('\n', faults)}");
        if (Resident() - residentBefore is var grown && grown > GrowthBytesMax) throw new InvalidDataException($"the server has grown by {grown >> 20} MiB");
    }

    // SignalR logs a hub's typed refusal as if it were one.
    private static bool IsFault(string line) =>
        (line.Contains("fail:") || line.Contains("crit:") || line.Contains("Unhandled")) && !line.Contains("SignalR.HubException: ");

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await process.DisposeAsync();
        folder.Dispose();
    }

    private long Resident() => 1024 * long.Parse(
        File.ReadLines($"/proc/{process.Id}/status").Single(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture);
}

/// <param name="Placement">The placement's version.</param>
internal sealed record Figures(ulong Valid, ulong Invalid, ulong Issues, ulong Placement);

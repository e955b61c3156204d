using System.Diagnostics;
using System.Text.Json;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Devices.Tests.Crash;

/// <summary>The shipped server on the demo town, as a child process.</summary>
internal sealed class Server : IAsyncDisposable
{
    private const string Root = "330483100";

    public static readonly TimeSpan Patience = RealtimeGov.Tests.Support.Patience.Max;

    private static readonly HttpClient Client = new();

    private readonly ChildProcess process;

    private Server(ChildProcess process, string http, string grpc) => (this.process, Http, Grpc) = (process, http, grpc);

    public string Http { get; }

    public string Grpc { get; }

    /// <summary>On ports of its own choice, or on those given.</summary>
    public static async Task<Server> Start(string data, int port = 0, int grpcPort = 0)
    {
        var process = ChildProcess.Start(Repository.Executable("RealtimeGov.Gateway.Host"),
            ["--port", $"{port}", "--grpc-port", $"{grpcPort}", "--open", "--data", data, "--regions", Repository.File("demo", "wuzhen.geojson")]);
        var ready = (await process.Line("ready ", Patience)).Split(' ');
        return new Server(process, ready[1], ready[3]);
    }

    /// <summary>kill -9.</summary>
    public Task Kill() => process.Kill();

    /// <summary>The town's valid reports of all days. It may be a second old, so a figure that is not yet the expected one is asked for again.</summary>
    public async Task<long> TotalValid(long expected)
    {
        for (var asked = Stopwatch.StartNew(); ;)
        {
            var valid = await Valid();
            if (valid == expected || asked.Elapsed > TimeSpan.FromSeconds(3))
                return valid;
        }
    }

    /// <summary>Waits until so many more reports are counted.</summary>
    public async Task CountsMore(int reports)
    {
        var before = await Valid();
        for (var asked = Stopwatch.StartNew(); await Valid() < before + reports;)
            Assert.True(asked.Elapsed < Patience, $"{reports} more reports are not counted");
    }

    private async Task<long> Valid()
    {
        using var total = JsonDocument.Parse(await Client.GetStringAsync(new Uri($"{Http}/api/v1/regions/{Root}/total")));
        return total.RootElement.GetProperty("validReports").GetInt64();
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();
}

using System.Text.Json;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Contract.Tests.Crash;

/// <summary>The shipped executable on the demo town, as a child process.</summary>
internal sealed class Gateway : IAsyncDisposable
{
    public const string Root = "330483100";

    private static readonly TimeSpan StartMax = TimeSpan.FromSeconds(30);
    private static readonly HttpClient Http = new();

    private readonly ChildProcess process;

    private Gateway(ChildProcess process, Uri api, Uri grpc) => (this.process, Api, Grpc) = (process, api, grpc);

    public Uri Api { get; }

    public Uri Grpc { get; }

    public static async Task<Gateway> Start(string data)
    {
        var process = ChildProcess.Start(Repository.Executable("RealtimeGov.Gateway.Host"),
            ["--port", "0", "--grpc-port", "0", "--open", "--data", data, "--regions", Repository.File("demo", "wuzhen.geojson")]);
        var ready = (await process.Line("ready ", StartMax)).Split(' ');
        return new Gateway(process, new Uri(ready[1]), new Uri(ready[3]));
    }

    /// <summary>kill -9.</summary>
    public Task Kill() => process.Kill();

    /// <summary>Asks it to end, and waits until it has.</summary>
    public async Task<int> Stop()
    {
        process.Terminate();
        return await process.Exit(StartMax);
    }

    public async Task<ulong> TotalValid(string region)
    {
        using var total = JsonDocument.Parse(await Http.GetStringAsync(new Uri(Api, $"/api/v1/regions/{region}/total")));
        return total.RootElement.GetProperty("validReports").GetUInt64();
    }

    public async ValueTask DisposeAsync() => await process.DisposeAsync();
}

using System.Text.Json;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Contract.Tests.Crash;

/// <summary>The shipped executable on the demo town, as a child process.</summary>
internal sealed class Gateway : IAsyncDisposable
{
    public const string Root = "330483100";

    /// <summary>One whose name somebody else had, and was killed, waits until that is known.</summary>
    private static readonly TimeSpan StartMax = Patience.Max;
    private static readonly HttpClient Http = new();

    private readonly ChildProcess process;

    private Gateway(ChildProcess process, Uri api, Uri grpc) => (this.process, Api, Grpc) = (process, api, grpc);

    public Uri Api { get; }

    public Uri Grpc { get; }

    public int Pid => process.Id;

    public IReadOnlyList<string> Errors => process.Errors;

    public static async Task<Gateway> Start(string data, params string[] store)
    {
        var process = Launch(data, store);
        var ready = (await process.Line("ready ", StartMax)).Split(' ');
        return new Gateway(process, new Uri(ready[1]), new Uri(ready[3]));
    }

    /// <summary>Of one that is not to come up: its exit code and what it says.</summary>
    public static async Task<(int Code, IReadOnlyList<string> Errors)> Refused(string data, params string[] store)
    {
        await using var process = Launch(data, store);
        return (await process.Exit(StartMax), process.Errors);
    }

    /// <summary>The same with the connection string in the environment.</summary>
    public static async Task<(int Code, IReadOnlyList<string> Errors)> RefusedFromEnvironment(string data, string connection, params string[] store)
    {
        await using var process = Launch(data, store, new Dictionary<string, string?> { ["REALTIMEGOV_CONNECTION"] = connection });
        return (await process.Exit(StartMax), process.Errors);
    }

    /// <summary>SIGSTOP.</summary>
    public void Freeze() => process.Freeze();

    /// <summary>SIGCONT.</summary>
    public void Thaw() => process.Thaw();

    /// <summary>Waits until it ends by itself.</summary>
    public Task<int> Exit() => process.Exit(StartMax);

    /// <summary>kill -9.</summary>
    public Task Kill() => process.Kill();

    /// <summary>Asks it to end, and waits until it has.</summary>
    public async Task<int> Stop()
    {
        process.Terminate();
        return await process.Exit(StartMax);
    }

    /// <summary>The region's sum over all days. It may be a second old, so a figure that is not yet the expected one is asked for again.</summary>
    public async Task<ulong> TotalValid(string region, ulong expected)
    {
        for (var asked = System.Diagnostics.Stopwatch.StartNew(); ;)
        {
            using var total = JsonDocument.Parse(await Http.GetStringAsync(new Uri(Api, $"/api/v1/regions/{region}/total")));
            var valid = total.RootElement.GetProperty("validReports").GetUInt64();
            if (valid == expected || asked.Elapsed > Patience.Max) return valid;
        }
    }

    private static ChildProcess Launch(string data, string[] store, IReadOnlyDictionary<string, string?>? environment = null) => ChildProcess.Start(
        Repository.Executable("RealtimeGov.Gateway.Host"),
        ["--port", "0", "--grpc-port", "0", "--open", "--data", data, "--regions", Repository.File("demo", "wuzhen.geojson"), .. store],
        environment: environment);

    public async ValueTask DisposeAsync() => await process.DisposeAsync();
}

using System.Globalization;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Contract.Tests.Cluster;

/// <summary>The shipped silo as a child process. It keeps its name and ports when it is started again.</summary>
internal sealed class SiloProcess(string name, string connection) : IAsyncDisposable
{
    private readonly int siloPort = FreePort.Next();
    private readonly int gatewayPort = FreePort.Next();
    private ChildProcess? process;

    public string Name => name;

    public int Pid => process!.Id;

    public IReadOnlyList<string> Errors => process?.Errors ?? [];

    public async Task Start()
    {
        process = Launch(name, connection, siloPort, gatewayPort);
        await process.Line("ready silo", Patience.Max);
    }

    /// <summary>Of one that is not to come up: its exit code and what it says.</summary>
    public static async Task<(int Code, IReadOnlyList<string> Errors)> Refused(string name, string connection, bool isInEnvironment = false)
    {
        await using var process = Launch(name, connection, FreePort.Next(), FreePort.Next(), isInEnvironment);
        return (await process.Exit(Patience.Max), process.Errors);
    }

    /// <summary>kill -9.</summary>
    public Task Kill() => process!.Kill();

    /// <summary>SIGSTOP.</summary>
    public void Freeze() => process!.Freeze();

    /// <summary>SIGCONT.</summary>
    public void Thaw() => process!.Thaw();

    /// <summary>Asks it to end, and waits until it has.</summary>
    public async Task<int> Stop()
    {
        process!.Terminate();
        return await process.Exit(Patience.Max);
    }

    /// <summary>Waits until it ends by itself.</summary>
    public Task<int> Exit() => process!.Exit(Patience.Max);

    /// <summary>How often it has become ready.</summary>
    public int Starts => process!.Output.Count(line => line.StartsWith("ready silo", StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        if (process is not null) await process.DisposeAsync();
    }

    private static ChildProcess Launch(string name, string connection, int siloPort, int gatewayPort, bool isInEnvironment = false) => ChildProcess.Start(
        Repository.Executable("RealtimeGov.Gateway.Host"),
        [
            "--role", "silo", "--name", name, "--silo-port", siloPort.ToString(CultureInfo.InvariantCulture), "--gateway-port", gatewayPort.ToString(CultureInfo.InvariantCulture),
            .. isInEnvironment ? Array.Empty<string>() : ["--connection", connection],
        ],
        environment: isInEnvironment ? new Dictionary<string, string?> { ["REALTIMEGOV_CONNECTION"] = connection } : null);
}

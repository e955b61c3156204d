using RealtimeGov.Devices.Cli;
using RealtimeGov.Devices.Http;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Devices.Tests.Cli;

/// <summary>The command line in this process, against fakes, with a data folder of its own.</summary>
internal sealed class CommandLine : IDisposable
{
    public TempFolder Folder { get; } = new();

    public FakeFieldService Service { get; set; } = new();

    public FakeHttp Http { get; } = new();

    public Dictionary<string, string> Variables { get; } = new() { ["LANG"] = "C.UTF-8" };

    /// <summary>Server and token of every connection.</summary>
    public List<(Uri, string?)> Connections { get; } = [];

    public string Data => Folder.File("data");

    public void Dispose() => Folder.Dispose();

    public async Task<(int Code, string[] Output, string[] Error)> RunAsync(string[] arguments, CancellationToken stop = default)
    {
        var environment = new DeviceEnvironment
        {
            Field = (server, token) =>
            {
                Connections.Add((server, token));
                return Service;
            },
            Http = (server, token) => new GatewayHttp(server, token, Http),
            Variable = name => Variables.GetValueOrDefault(name),
        };
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await FieldCommand.RunAsync(FieldCommand.Create(environment), [.. arguments, "--data", Data], output, error, stop);
        return (code, Lines(output), Lines(error));
    }

    private static string[] Lines(StringWriter text) => text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

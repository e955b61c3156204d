using RealtimeGov.Devices.Connection;
using RealtimeGov.Devices.Http;
using Spectre.Console;

namespace RealtimeGov.Devices.Cli;

/// <summary>What the commands take from outside; the defaults are the real things, tests put in their own.</summary>
public sealed record DeviceEnvironment
{
    public Func<Uri, string?, IFieldService> Field { get; init; } = (server, token) => new RpcFieldService(server, token);

    public Func<Uri, string?, GatewayHttp> Http { get; init; } = (server, token) => new GatewayHttp(server, token);

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>The terminal to draw a progress bar on; null writes plain lines.</summary>
    public IAnsiConsole? Terminal { get; init; }

    /// <summary>The process's own: a bar only where somebody looks.</summary>
    public static DeviceEnvironment Real() => new()
    {
        Terminal = Console.IsOutputRedirected ? null : AnsiConsole.Console,
    };
}

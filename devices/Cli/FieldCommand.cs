using System.CommandLine;
using System.CommandLine.Invocation;
using RealtimeGov.Devices.Load;

namespace RealtimeGov.Devices.Cli;

/// <summary>The command line <c>field</c>.</summary>
public static class FieldCommand
{
    /// <summary>After Ctrl-C a replay takes outstanding acknowledgements for 2 s and writes its resume file.</summary>
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(10);

    public static RootCommand Create(DeviceEnvironment environment, params ReadOnlySpan<Command> more)
    {
        var root = new RootCommand("The field device of RealtimeGov: reports to the gateway")
        {
            ReportCommand.Create(environment),
            SendCommand.Create(environment),
            PendingCommand.Create(environment),
            AmendCommand.Create(environment),
            ReplayCommand.Create(environment),
            LoadCommand.Create(environment),
        };
        foreach (var command in more)
            root.Add(command);
        return root;
    }

    /// <summary>Parses and runs; what is wrong with the command line itself ends with <see cref="ExitCode.BadInput"/>.</summary>
    public static async Task<int> RunAsync(
        RootCommand root, IReadOnlyList<string> arguments, TextWriter? output = null, TextWriter? error = null, CancellationToken stop = default)
    {
        var parsed = root.Parse(arguments);
        if (parsed.Action is ParseErrorAction complaint)
            complaint.ShowHelp = false;
        var invocation = new InvocationConfiguration
        {
            Output = output ?? Console.Out,
            Error = error ?? Console.Error,
            ProcessTerminationTimeout = StopPatience,
        };
        var code = await parsed.InvokeAsync(invocation, stop);
        return parsed.Errors.Count > 0 ? ExitCode.BadInput : code;
    }
}

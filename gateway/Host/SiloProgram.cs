using System.Runtime.InteropServices;
using RealtimeGov.Gateway.Host.Runtime;

namespace RealtimeGov.Gateway.Host;

/// <summary>The role silo: from the ready line to the signal.</summary>
internal static class SiloProgram
{
    /// <summary>Told to end, it could not in order: others go on where it stopped, as after a crash.</summary>
    public const int CutShort = 1;

    /// <summary>
    /// Handing over and writing what was decided take a second or two. With its database gone a silo would wait for it, and
    /// its supervisor would wait for the silo; what was not written was acknowledged to nobody.
    /// </summary>
    private static readonly TimeSpan EndMax = TimeSpan.FromSeconds(15);

    public static async Task<int> Run(HostOptions options, TextWriter output, TextWriter errors)
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var serving = Serve(options, output, asked);
        if (await Task.WhenAny(serving, Overdue(asked.Task, TimeProvider.System)) != serving)
        {
            await errors.WriteLineAsync($"silo {options.Node.Name} did not end within {EndMax.TotalSeconds:0} s: its database does not answer, or is slow. What was not written was acknowledged to nobody.");
            return CutShort;
        }
        await serving;
        return HostProgram.Ended;
    }

    private static async Task Overdue(Task asked, TimeProvider time)
    {
        await asked;
        await Task.Delay(EndMax, time);
    }

    private static async Task Serve(HostOptions options, TextWriter output, TaskCompletionSource asked)
    {
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var logs = ConsoleLog.Create();
        await using var node = await NodeRuntime.Start(options, TimeProvider.System, logs);
        using var told = StoreTeller.Tell(node.Health, logs);
        // Again each time that it comes back: whoever supervises it reads when it was away.
        node.Restarted += _ => SayReady();
        SayReady();
        if (await Task.WhenAny(asked.Task, node.Replaced) != asked.Task) throw HostProgram.Ends(await node.Replaced);

        void SayReady()
        {
            var (name, at) = (options.Node.Name, options.Node.Address);
            output.WriteLine($"ready silo {name} at {at}:{options.Node.SiloPort} gateways {at}:{options.Node.GatewayPort} pid {Environment.ProcessId}");
            output.Flush();
        }

        void End(PosixSignalContext signal)
        {
            signal.Cancel = true;
            asked.TrySetResult();
        }
    }
}

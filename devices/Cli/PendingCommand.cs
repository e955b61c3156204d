using System.CommandLine;
using RealtimeGov.Devices.Queue;
using RealtimeGov.Devices.Words;

namespace RealtimeGov.Devices.Cli;

/// <summary><c>field pending</c>: what waits in the queue, read beside whoever is sending.</summary>
internal static class PendingCommand
{
    public static Command Create(DeviceEnvironment environment)
    {
        var common = new CommonOptions();
        var command = new Command("pending", "Shows the reports and photos that wait, and what keeps them") { common.Data, common.Lang };
        command.SetAction((parsed, _) =>
        {
            var phrases = common.Phrases(parsed, environment);
            return Guarded.RunAsync(parsed, phrases, () =>
            {
                Show(Pending.Read(common.QueueFolder(parsed)), phrases, parsed.InvocationConfiguration.Output);
                return Task.FromResult(ExitCode.Ok);
            });
        });
        return command;
    }

    private static void Show(Pending pending, Phrases phrases, TextWriter output)
    {
        if (pending.Reports + pending.SetAside == 0)
        {
            output.WriteLine(phrases.NothingWaits);
            return;
        }

        output.WriteLine(phrases.Waiting(pending));
        if (pending.Trouble is { } trouble)
            output.WriteLine(phrases.LastError(trouble));
        if (pending.Reports > 0)
            output.WriteLine(phrases.NextAttempt(pending));
        foreach (var one in pending.First)
            output.WriteLine(phrases.Line(one));
        if (pending.Reports + pending.SetAside - pending.First.Count is > 0 and var more)
            output.WriteLine(phrases.More(more));
        if (pending.SetAside > 0)
            output.WriteLine(phrases.SetAside(pending.SetAside));
    }
}

using System.CommandLine;
using RealtimeGov.Devices.Waiting;

namespace RealtimeGov.Devices.Cli;

/// <summary><c>field pending</c>: what waits in the outbox.</summary>
internal static class PendingCommand
{
    public static Command Create(DeviceEnvironment environment)
    {
        var common = new CommonOptions();
        var command = new Command("pending", "Shows the reports that wait for a connection") { common.Data, common.Lang };
        command.SetAction((parsed, _) =>
        {
            var phrases = common.Phrases(parsed, environment);
            return Guarded.RunAsync(parsed, phrases, () => Task.FromResult(Show(parsed, common, phrases)));
        });
        return command;
    }

    private static int Show(ParseResult parsed, CommonOptions common, Words.Phrases phrases)
    {
        var output = parsed.InvocationConfiguration.Output;
        var path = common.OutboxPath(parsed);
        if (!File.Exists(path))
        {
            output.WriteLine(phrases.NothingWaits);
            return ExitCode.Ok;
        }

        using var outbox = Outbox.Open(path);
        if (outbox.DamagedPart is { } damaged)
            output.WriteLine(phrases.Damaged(damaged));
        output.WriteLine(outbox.Count == 0 ? phrases.NothingWaits : phrases.Waiting(outbox.Count));
        foreach (var report in outbox.Waiting())
            output.WriteLine($"{report.ReportId}  {report.ObservedAt.ToDateTimeOffset():yyyy-MM-dd HH:mm:ss}Z  {report.Category}  {FirstLine(report.Text)}");
        return ExitCode.Ok;
    }

    private static string FirstLine(string text)
    {
        var line = text.ReplaceLineEndings("\n").Split('\n')[0];
        return line.Length <= 60 ? line : line[..60] + "…";
    }
}

using System.CommandLine;
using RealtimeGov.Devices.Words;

namespace RealtimeGov.Devices.Cli;

/// <summary><c>field send</c>: what waits, without a new report.</summary>
internal static class SendCommand
{
    public static Command Create(DeviceEnvironment environment)
    {
        var common = new CommonOptions();
        var wait = Wait();
        var again = new Option<string?>("--again")
        {
            Description = "Also what was set aside, or the one report of this id",
            HelpName = "ID",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("send", "Sends what waits: photos first, reports in the order in which they were made")
        {
            again, wait, common.Server, common.Token, common.TokenFile, common.Data, common.Lang,
        };
        command.SetAction((parsed, stop) =>
        {
            var phrases = common.Phrases(parsed, environment);
            return Guarded.RunAsync(parsed, phrases, () =>
                Run(environment, common, parsed, phrases, parsed.GetValue(wait)).SendAsync(parsed.GetResult(again) is not null, parsed.GetValue(again), stop));
        });
        return command;
    }

    /// <summary>How long to try; every command that sends from the queue has it.</summary>
    public static Option<double> Wait()
    {
        var wait = new Option<double>("--wait")
        {
            Description = "Seconds to try without any progress before what waits is left waiting",
            DefaultValueFactory = _ => 5,
        };
        wait.Within(0.1, 86_400);
        return wait;
    }

    public static SendRun Run(DeviceEnvironment environment, CommonOptions common, ParseResult parsed, Phrases phrases, double wait) =>
        new(environment, phrases, parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error)
        {
            Server = parsed.GetRequiredValue(common.Server),
            Token = common.ReadToken(parsed),
            QueueFolder = common.QueueFolder(parsed),
            Wait = TimeSpan.FromSeconds(wait),
        };
}

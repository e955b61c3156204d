using System.CommandLine;
using System.Globalization;
using RealtimeGov.Devices.Cli;
using RealtimeGov.Devices.Transport;

namespace RealtimeGov.Devices.Load;

/// <summary><c>field load</c>: a load test over the device's own client.</summary>
internal sealed class LoadCommand
{
    private readonly DeviceEnvironment environment;
    private readonly CommonOptions common = new();
    private readonly Option<int> count = Number("--count", "Reports to send", LoadOptions.DefaultCount);
    private readonly Option<double?> rate;
    private readonly Option<int> streams = Number("--streams", "Devices, each with a connection and a stream", LoadOptions.DefaultStreams);
    private readonly Option<int> batch = Number("--batch", "Reports in a batch", LoadOptions.DefaultBatch);
    private readonly Option<int> window = Number("--window", "Batches of a stream without an acknowledgement", FieldClientOptions.DefaultWindow);
    private readonly Option<string?> grids = new("--grids") { Description = "A region file with the grids to report to; otherwise the server's" };
    private readonly Option<string?> steward = new("--steward") { Description = "A registered steward who reports everything; otherwise one is registered for each grid" };
    private readonly Option<ulong> seed = new("--seed") { Description = "Makes the same reports again, under new ids", DefaultValueFactory = _ => LoadOptions.DefaultSeed };
    private readonly Option<bool> queue = new("--queue") { Description = "Keeps every report in the queue on disk (--data) until its receipt, as a device in the field does" };
    private readonly Option<double> giveUp = new("--give-up") { Description = "Seconds without a receipt after which a stream ends", DefaultValueFactory = _ => 60 };

    private LoadCommand(DeviceEnvironment environment)
    {
        this.environment = environment;
        rate = RatePerSecond();
        count.Within(1, LoadOptions.MaxCount);
        streams.Within(1, LoadOptions.MaxStreams);
        batch.Within(1, FieldClientOptions.MaxReportsPerBatch);
        window.Within(1, FieldClientOptions.MaxWindow);
        giveUp.Within(0.1, 86_400);
    }

    public static Command Create(DeviceEnvironment environment) => new LoadCommand(environment).Build();

    private Command Build()
    {
        var command = new Command("load", "Sends many made-up reports and measures; registers stewards and counts for good: not for a town in service")
        {
            count, rate, streams, batch, window, grids, steward, seed, queue, giveUp,
            common.Server, common.Http, common.Token, common.TokenFile, common.Data, common.Lang,
        };
        command.SetAction((parsed, stop) =>
        {
            var phrases = common.Phrases(parsed, environment);
            return Guarded.RunAsync(parsed, phrases, () => Run(parsed, phrases).RunAsync(stop));
        });
        return command;
    }

    private LoadRun Run(ParseResult parsed, Words.Phrases phrases) => new(environment, phrases, parsed.InvocationConfiguration.Output)
    {
        Server = parsed.GetRequiredValue(common.Server),
        Http = parsed.GetRequiredValue(common.Http),
        Token = common.ReadToken(parsed),
        Grids = parsed.GetValue(grids),
        Steward = parsed.GetValue(steward),
        QueueFolder = parsed.GetValue(queue) ? common.QueueFolder(parsed) : null,
        GiveUpAfter = TimeSpan.FromSeconds(parsed.GetValue(giveUp)),
        Options = new LoadOptions
        {
            Count = parsed.GetValue(count),
            Rate = parsed.GetValue(rate),
            Streams = parsed.GetValue(streams),
            Batch = parsed.GetValue(batch),
            Window = parsed.GetValue(window),
            Seed = parsed.GetValue(seed),
        },
    };

    private static Option<int> Number(string name, string description, int standard) =>
        new(name) { Description = description, DefaultValueFactory = _ => standard };

    private static Option<double?> RatePerSecond() => new("--rate")
    {
        Description = "Reports a second, all streams together, whether or not the server keeps up; without it, as fast as the windows let",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is > 0 and <= LoadOptions.MaxRate)
                return value;
            result.AddError($"--rate: \"{text}\" is no number above 0, to {LoadOptions.MaxRate:N0}");
            return null;
        },
    };
}

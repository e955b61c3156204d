using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using RealtimeGov.Devices.Import;
using RealtimeGov.Devices.Playback;
using RealtimeGov.Devices.Transport;
using RealtimeGov.Devices.Words;

namespace RealtimeGov.Devices.Cli;

/// <summary><c>field replay</c>: a file of past cases as reports of origin IMPORT.</summary>
internal sealed class ReplayCommand
{
    private readonly DeviceEnvironment environment;
    private readonly CommonOptions common = new();
    private readonly Argument<string> file = new("FILE.csv") { Description = "CSV with a header, as spreadsheets save it" };
    private readonly Option<string> map = new("--map") { Description = "Which columns are what (JSON), see docs/field.md", Required = true };
    private readonly Option<int> batch = new("--batch") { Description = "Reports in a batch, 1 to 500", DefaultValueFactory = _ => ReplayOptions.DefaultBatch };
    private readonly Option<int> window = new("--window") { Description = "Batches without an acknowledgement, 1 to 4096", DefaultValueFactory = _ => FieldClientOptions.DefaultWindow };
    private readonly Option<double?> speed;
    private readonly Option<string?> resumeFile = new("--resume-file") { Description = "Where an interrupted replay leaves its place (a file in --data)" };
    private readonly Option<double> giveUp = new("--give-up")
    {
        Description = "Seconds without an acknowledgement after which the replay ends, to be resumed",
        DefaultValueFactory = _ => 300,
    };

    private ReplayCommand(DeviceEnvironment environment)
    {
        this.environment = environment;
        speed = Speed();
        batch.Within(1, FieldClientOptions.MaxReportsPerBatch);
        window.Within(1, FieldClientOptions.MaxWindow);
        giveUp.Within(0.1, 86_400);
    }

    public static Command Create(DeviceEnvironment environment) => new ReplayCommand(environment).Build();

    private Command Build()
    {
        var command = new Command("replay", "Sends a file of past cases; goes on where it was stopped")
        {
            file, map, batch, window, speed, resumeFile, giveUp,
            common.Server, common.Http, common.Token, common.TokenFile, common.Data, common.Lang,
        };
        command.SetAction((parsed, stop) =>
        {
            var phrases = common.Phrases(parsed, environment);
            return Guarded.RunAsync(parsed, phrases, () => RunAsync(parsed, phrases, stop));
        });
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, Phrases phrases, CancellationToken stop)
    {
        using var input = new ImportFile(parsed.GetRequiredValue(file), ImportMapReader.Read(parsed.GetRequiredValue(map)));
        var faster = parsed.GetValue(speed);
        var scan = input.Scan(byTime: faster is not null, stop);
        var server = parsed.GetRequiredValue(common.Server);
        var beginning = new ResumePoint(
            Path.GetFileName(input.Path), scan.Sha256, input.Map.Source, server.ToString(), faster is null ? "file" : "time", 0);
        var run = new ReplayRun(environment, phrases, parsed.InvocationConfiguration.Output)
        {
            Server = server,
            Http = parsed.GetRequiredValue(common.Http),
            Token = common.ReadToken(parsed),
            Input = input,
            Scan = scan,
            Beginning = beginning,
            Resume = new ResumeFile(parsed.GetValue(resumeFile) ?? DefaultResume(parsed, beginning)),
            Options = new ReplayOptions { Batch = parsed.GetValue(batch), Speed = faster },
            Client = new FieldClientOptions { Window = parsed.GetValue(window), GiveUpAfter = TimeSpan.FromSeconds(parsed.GetValue(giveUp)) },
        };
        return await run.RunAsync(stop);
    }

    // Of server and content, so that two replays never share a place.
    private string DefaultResume(ParseResult parsed, ResumePoint beginning)
    {
        var key = SHA256.HashData(Encoding.UTF8.GetBytes($"{beginning.Server}\n{beginning.Sha256}\n{beginning.Source}\n{beginning.Order}"));
        var name = $"replay-{Convert.ToHexStringLower(key.AsSpan(0, 6))}.json";
        return Path.Combine(parsed.GetRequiredValue(common.Data).FullName, name);
    }

    private static Option<double?> Speed() => new("--speed")
    {
        Description = "max (default): as fast as acknowledged, in the file's order; a number: so many times faster than recorded, in the order of time",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (text == "max")
                return null;
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var times) && times > 0 && double.IsFinite(times))
                return times;
            result.AddError($"--speed: \"{text}\" is neither max nor a number above zero");
            return null;
        },
    };
}

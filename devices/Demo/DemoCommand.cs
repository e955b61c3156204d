using System.CommandLine;
using System.Globalization;
using RealtimeGov.Devices.Cli;
using RealtimeGov.Devices.Demo.Files;
using RealtimeGov.Devices.Demo.Systems;

namespace RealtimeGov.Devices.Demo;

/// <summary>
/// <c>field demo</c>: registers the demo town's categories and stewards, then plays a recorded day or simulates today.
/// Ends with an <see cref="ExitCode"/>; Ctrl-C is how an endless day ends, so that is <see cref="ExitCode.Ok"/> here.
/// </summary>
public static class DemoCommand
{
    /// <summary>For the command line of the field device.</summary>
    public static Command Create()
    {
        var common = new CommonOptions();
        var town = new Option<string>("--town")
        {
            Description = "The town's file; its region file lies beside it",
            DefaultValueFactory = _ => DemoOptions.DefaultTown,
        };
        var scenario = new Option<string?>("--scenario") { Description = "A recorded day to play; without it, today is simulated" };
        var system = SystemRegionsCommand.SystemOption();
        var speed = Number("--speed", "Times faster than recorded (60), or than life where today is simulated (1)", DemoOptions.DefaultSpeed, DemoOptions.MaxSpeed);
        var rate = Number("--rate", "Simulated reports a minute at noon", DemoOptions.DefaultRate, DemoOptions.MaxRate);
        var seed = new Option<ulong?>("--seed") { Description = "Makes up the same reports again, under new ids" };
        var show = new Option<bool>("--show") { Description = "Storms, and silos drained and refilled, while today is simulated" };
        var actEvery = Number("--show-every", "Seconds from one act of the show to the next", DemoOptions.DefaultActSeconds, DemoOptions.MaxActSeconds);
        var storm = new Option<int>("--storm") { Description = "Reports of one storm; 0 leaves storms out", DefaultValueFactory = _ => DemoOptions.DefaultStorm };
        storm.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > DemoOptions.MaxStorm) result.AddError($"--storm is a whole number from 0 to {DemoOptions.MaxStorm:N0}");
        });
        var adminToken = new Option<FileInfo?>("--admin-token-file") { Description = "A file that holds the admin token, for the show" };
        var exitWhenDone = new Option<bool>("--exit-when-done") { Description = "Ends at the scenario's pause instead of staying there" };
        var command = new Command("demo", "Feeds a simulated Wuzhen: a recorded day, or today without end")
        {
            town, scenario, system, speed, rate, seed, exitWhenDone, show, actEvery, storm, adminToken,
            common.Server, common.Http, common.Token, common.TokenFile, common.Lang,
        };
        command.SetAction((parsed, stop) =>
        {
            var phrases = common.Phrases(parsed, DeviceEnvironment.Real());
            return Guarded.RunAsync(parsed, phrases, () => RunAsync(parsed, stop, () => new DemoOptions
            {
                Town = parsed.GetRequiredValue(town),
                Scenario = parsed.GetValue(scenario),
                System = parsed.GetValue(system),
                Speed = parsed.GetValue(speed),
                DaySpeed = parsed.GetResult(speed) is { Implicit: false } ? parsed.GetValue(speed) : DemoOptions.DefaultDaySpeed,
                Rate = parsed.GetValue(rate),
                Show = parsed.GetValue(show),
                ActEvery = TimeSpan.FromSeconds(parsed.GetValue(actEvery)),
                Storm = parsed.GetValue(storm),
                StormsFrom = parsed.GetResult(storm) is { Implicit: false } ? TimeSpan.Zero : new DemoOptions().StormsFrom,
                AdminToken = ReadToken(parsed.GetValue(adminToken)),
                Server = parsed.GetRequiredValue(common.Server),
                Http = parsed.GetRequiredValue(common.Http),
                Token = common.ReadToken(parsed),
                Seed = parsed.GetValue(seed) ?? (ulong)Random.Shared.NextInt64(),
                ExitWhenDone = parsed.GetValue(exitWhenDone),
            }));
        });
        return command;
    }

    private static string? ReadToken(FileInfo? file)
    {
        try
        {
            return file is null ? null : File.ReadAllText(file.FullName).Trim();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--admin-token-file: {error.Message}");
        }
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken stop, Func<DemoOptions> read)
    {
        var configuration = parsed.InvocationConfiguration;
        try
        {
            return await new DemoSession(read(), TimeProvider.System, configuration.Output).RunAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return ExitCode.Ok;
        }
        catch (DemoFileException error)
        {
            await configuration.Error.WriteLineAsync(error.Message);
            return ExitCode.BadInput;
        }
    }

    private static Option<double> Number(string name, string description, double standard, double most) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => standard,
        CustomParser = result =>
        {
            var isNumber = double.TryParse(result.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value);
            // NaN is in no range.
            if (isNumber && value > 0 && value <= most) return value;
            result.AddError($"{name} is a number above 0, to {most:N0}");
            return 0;
        },
    };
}

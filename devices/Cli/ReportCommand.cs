using System.CommandLine;
using Google.Protobuf.WellKnownTypes;
using RealtimeGov.Protos;

namespace RealtimeGov.Devices.Cli;

/// <summary><c>field report</c>: one report by a steward.</summary>
internal sealed class ReportCommand
{
    /// <summary>Photos of one report: what the server takes.</summary>
    private const int PhotosMax = 20;

    /// <summary>What the server takes, less the clock and the ids of photos that the queue adds: what is kept can be sent.</summary>
    private const int BytesMax = Transport.FieldClientOptions.MaxReportBytes - (4 << 10);

    private readonly DeviceEnvironment environment;
    private readonly CommonOptions common = new();
    private readonly Option<string> steward = new("--steward") { Description = "The steward's id", Required = true };
    private readonly Option<string> category = new("--category") { Description = "Category code, CLASS/KIND", DefaultValueFactory = _ => "" };
    private readonly Option<string> text = new("--text") { Description = "What was seen, at most 2,000 characters", Required = true };
    private readonly Option<double?> latitude = new("--lat") { Description = "Latitude, WGS84 degrees; together with --lon" };
    private readonly Option<double?> longitude = new("--lon") { Description = "Longitude, WGS84 degrees; together with --lat" };
    private readonly Option<string> grid = new("--grid") { Description = "The grid's code, if known", DefaultValueFactory = _ => "" };
    private readonly Option<string> joins = new("--joins") { Description = "An open issue's id that this report joins", DefaultValueFactory = _ => "" };
    private readonly Option<bool> solved = new("--solved") { Description = "Solved on the spot: recorded, no issue is opened" };
    private readonly Option<string[]> photos = new("--photo") { Description = "A photo that goes with it: JPEG, PNG or WebP, at most 10 MB; may be given several times", DefaultValueFactory = _ => [] };
    private readonly Option<double> wait = SendCommand.Wait();

    private ReportCommand(DeviceEnvironment environment)
    {
        this.environment = environment;
        photos.Validators.Add(result =>
        {
            if (result.Tokens.Count > PhotosMax)
                result.AddError($"--photo may be given {PhotosMax} times");
        });
    }

    public static Command Create(DeviceEnvironment environment) => new ReportCommand(environment).Build();

    private Command Build()
    {
        var command = new Command("report", "Sends one report; without a connection it waits and goes first next time")
        {
            steward, category, text, latitude, longitude, grid, joins, solved, photos, wait,
            common.Server, common.Token, common.TokenFile, common.Data, common.Lang,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(latitude) is null != result.GetValue(longitude) is null)
                result.AddError("--lat and --lon go together");
        });
        command.SetAction((parsed, stop) =>
        {
            var phrases = common.Phrases(parsed, environment);
            return Guarded.RunAsync(parsed, phrases, async () =>
            {
                var run = SendCommand.Run(environment, common, parsed, phrases, parsed.GetValue(wait));
                return await run.ReportAsync(Report(parsed), parsed.GetRequiredValue(photos), stop);
            });
        });
        return command;
    }

    private Report Report(ParseResult parsed)
    {
        var now = environment.Time.GetUtcNow();
        var report = new Report
        {
            ReportId = Guid.CreateVersion7(now).ToString("D"),
            StewardId = parsed.GetRequiredValue(steward),
            Category = parsed.GetRequiredValue(category),
            Text = parsed.GetRequiredValue(text),
            GridCode = parsed.GetRequiredValue(grid),
            JoinsIssueId = parsed.GetRequiredValue(joins),
            ObservedAt = Timestamp.FromDateTimeOffset(now),
            Origin = Origin.Steward,
            Disposition = parsed.GetValue(solved) ? Disposition.SolvedOnSpot : Disposition.Handle,
        };
        if (parsed.GetValue(latitude) is { } degrees)
            report.Location = new GeoPoint { Latitude = degrees, Longitude = parsed.GetValue(longitude)!.Value };
        if (report.CalculateSize() > BytesMax)
            throw new UsageException($"the report is larger than {BytesMax} bytes");
        return report;
    }
}

using System.CommandLine;
using RealtimeGov.Devices.Transport;
using RealtimeGov.Protos;

namespace RealtimeGov.Devices.Cli;

/// <summary><c>field amend</c>: corrects a report that the server refused, and sends it.</summary>
internal sealed class AmendCommand
{
    private readonly DeviceEnvironment environment;
    private readonly CommonOptions common = new();
    private readonly Argument<string> id = new("ID") { Description = "The report's id, as \"field pending\" lists it" };
    private readonly Option<string?> steward = new("--steward") { Description = "The steward's id" };
    private readonly Option<string?> category = new("--category") { Description = "Category code, CLASS/KIND" };
    private readonly Option<string?> grid = new("--grid") { Description = "The grid's code" };
    private readonly Option<string?> text = new("--text") { Description = "What was seen, at most 2,000 characters" };
    private readonly Option<double?> latitude = new("--lat") { Description = "Latitude, WGS84 degrees; together with --lon" };
    private readonly Option<double?> longitude = new("--lon") { Description = "Longitude, WGS84 degrees; together with --lat" };
    private readonly Option<double> wait = SendCommand.Wait();

    private AmendCommand(DeviceEnvironment environment) => this.environment = environment;

    public static Command Create(DeviceEnvironment environment) => new AmendCommand(environment).Build();

    private Command Build()
    {
        var command = new Command("amend", "Corrects a report that was set aside or still waits, and sends it; what is not named stays as it was")
        {
            id, steward, category, grid, text, latitude, longitude, wait,
            common.Server, common.Token, common.TokenFile, common.Data, common.Lang,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(latitude) is null != result.GetValue(longitude) is null)
                result.AddError("--lat and --lon go together");
            if (result.GetValue(steward) is null && result.GetValue(category) is null && result.GetValue(grid) is null
                && result.GetValue(text) is null && result.GetValue(latitude) is null)
                result.AddError("name what to correct: --steward, --category, --grid, --text, --lat and --lon");
        });
        command.SetAction((parsed, stop) =>
        {
            var phrases = common.Phrases(parsed, environment);
            return Guarded.RunAsync(parsed, phrases, () => SendCommand.Run(environment, common, parsed, phrases, parsed.GetValue(wait))
                .AmendAsync(parsed.GetRequiredValue(id), report => Change(parsed, report), stop));
        });
        return command;
    }

    private void Change(ParseResult parsed, Report report)
    {
        report.StewardId = parsed.GetValue(steward) ?? report.StewardId;
        report.Category = parsed.GetValue(category) ?? report.Category;
        report.GridCode = parsed.GetValue(grid) ?? report.GridCode;
        report.Text = parsed.GetValue(text) ?? report.Text;
        if (parsed.GetValue(latitude) is { } degrees)
            report.Location = new GeoPoint { Latitude = degrees, Longitude = parsed.GetValue(longitude)!.Value };
        if (report.CalculateSize() > FieldClientOptions.MaxReportBytes)
            throw new UsageException($"the report is larger than {FieldClientOptions.MaxReportBytes} bytes");
    }
}

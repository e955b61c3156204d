using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using RealtimeGov.Devices.Cli;
using RealtimeGov.Devices.Demo.Towns;
using RealtimeGov.Json;

namespace RealtimeGov.Devices.Demo.Systems;

/// <summary><c>field demo-regions</c>: the demo town's region file with the places of a system in it, on the standard output.</summary>
public static class SystemRegionsCommand
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>For the command line of the field device.</summary>
    public static Command Create()
    {
        var town = new Option<string>("--town") { Description = "The town's file; its region file lies beside it", DefaultValueFactory = _ => DemoOptions.DefaultTown };
        var system = SystemOption();
        system.Required = true;
        var command = new Command("demo-regions", "Writes the demo town's region file with the places of a system in it") { town, system };
        command.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(town);
            var known = TownFile.Read(path);
            parsed.InvocationConfiguration.Output.WriteLine(Merged(File.ReadAllBytes(Path.ChangeExtension(path, ".geojson")), TownSystems.Find(parsed.GetRequiredValue(system)!)!, GroundOf(known, default)));
            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary><c>--system NAME</c>; of a name that is none the error lists those there are.</summary>
    public static Option<string?> SystemOption()
    {
        var option = new Option<string?>("--system") { Description = $"A town's system to lay out: {string.Join(", ", TownSystems.All.Select(system => system.Name))}" };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } name && TownSystems.Find(name) is null)
                result.AddError($"--system: there is no '{name}'; there are {string.Join(", ", TownSystems.All.Select(system => system.Name))}");
        });
        return option;
    }

    /// <summary>The demo town as ground for systems.</summary>
    public static SystemGround GroundOf(Town town, DateOnly today) => new(today, town.Code, town.Villages[0].Code, town.Villages[1].Code, "demo-cadre-1", "demo-leader");

    /// <param name="file">A GeoJSON FeatureCollection.</param>
    private static string Merged(byte[] file, TownSystem system, SystemGround ground)
    {
        using var json = StrictJson.Parse(file);
        var map = JsonObject.Create(json.RootElement.Clone())!;
        var features = map["features"]!.AsArray();
        foreach (var region in system.Regions(ground))
            features.Add(new JsonObject
            {
                ["type"] = "Feature",
                ["properties"] = new JsonObject { ["code"] = region.Code, ["name"] = region.Name, ["kind"] = region.Kind, ["parent"] = region.Parent },
                ["geometry"] = null,
            });
        return map.ToJsonString(Plain);
    }
}

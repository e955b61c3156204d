using System.Text.Json;
using RealtimeGov.Devices.Demo.Offices;
using RealtimeGov.Devices.Demo.Systems;
using RealtimeGov.Devices.Demo.Towns;
using RealtimeGov.Devices.Demo.Transport;
using RealtimeGov.Devices.Http;
using RealtimeGov.Devices.Transport;
using RealtimeGov.Gateway.Tests.Desk;
using RealtimeGov.Journal.Rebuild;
using RealtimeGov.Journal.Sqlite;
using RealtimeGov.Projections;
using RealtimeGov.Protos;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Gateway.Tests.Systems;

/// <summary>
/// The demo's town with the places of every system, its people registered, so that systems are laid out in it as
/// <c>--system</c> does it: by the same classes, through the same interface.
/// </summary>
public sealed class LaidOutTown : IAsyncLifetime
{
    private HttpOffices offices = null!;
    private GatewayHttp stewards = null!;
    private FieldClient client = null!;
    private HttpSystemOffice office = null!;
    private OfficeStaff staff = null!;

    internal DeskTown Town { get; private set; } = null!;

    internal Town Wuzhen { get; } = TownFile.Read(Repository.File("demo", "wuzhen.json"));

    internal IReporter Reporter { get; private set; } = null!;

    /// <summary>Systems are laid out once; in which order does not matter.</summary>
    internal SystemGround Ground { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Ground = SystemRegionsCommand.GroundOf(Wuzhen, DateOnly.FromDateTime(DeskTown.Monday.DateTime));
        var regions = new List<Region>();
        using (var map = JsonDocument.Parse(await File.ReadAllTextAsync(Repository.File("demo", "wuzhen.geojson"))))
            foreach (var feature in map.RootElement.GetProperty("features").EnumerateArray().Select(feature => feature.GetProperty("properties")))
                regions.Add(new Region { Code = Word(feature, "code"), Name = Word(feature, "name"), Kind = Word(feature, "kind"), Parent = Word(feature, "parent") is { Length: > 0 } parent ? parent : "T" });
        foreach (var region in TownSystems.All.SelectMany(system => system.Regions(Ground)))
            regions.Add(new Region { Code = region.Code, Name = region.Name, Kind = region.Kind, Parent = region.Parent });
        Town = await DeskTown.StartAccepting(lateDays: 20_000, [.. regions]);
        staff = new OfficeStaff(Wuzhen);
        offices = new HttpOffices(Town.Http.BaseAddress!, DeskTown.SharedDevice, DeskTown.Admin);
        stewards = new GatewayHttp(Town.Http.BaseAddress!, DeskTown.SharedDevice);
        client = FieldClient.Connect(Town.GrpcAddress, DeskTown.SharedDevice, time: Town.Clock);
        Reporter = new FieldReporter(client);
        office = new HttpSystemOffice(offices, staff.Dispatchers[0], stewards, Reporter, Town.Clock);
        await stewards.RegisterCategoriesAsync(TownEntries.Categories(Wuzhen));
        await offices.RegisterAsync(staff, [.. Wuzhen.Phrases.Classes.Select(one => one.Code)], default);
    }

    public async Task DisposeAsync()
    {
        await client.DisposeAsync();
        stewards.Dispose();
        offices.Dispose();
        await using (var session = SqliteRebuild.Open(Town.Folder))
            Assert.Empty(await new RebuildRun(session, Catalog.Streams, _ => { }).Run(check: true, default));
        await Town.DisposeAsync();
    }

    /// <summary>Lays a system out; the figures as they are then read, by their names.</summary>
    internal async Task<IReadOnlyDictionary<string, double?>> Play(string system, int part)
    {
        var read = await new SystemPlayer(office, Ground with { Part = part }, _ => { }).PlayAsync(TownSystems.Find(system)!, default);
        return read.ToDictionary(one => $"{one.Figure.Path.Split('?')[0]} {one.Figure.Name}", one => one.Read);
    }

    /// <summary>A system's town in the loop's figures, as its page shows them.</summary>
    internal async Task<JsonElement> Loop(string region)
    {
        var (status, body) = await Town.Get($"figures?region={region}", "xu");
        Assert.True(status == 200, $"{status}: {body}");
        return body;
    }

    internal Task RegisterRoster(StewardRoster roster) => stewards.RegisterStewardsAsync(TownEntries.Stewards(roster));

    private static string Word(JsonElement properties, string name) => properties.TryGetProperty(name, out var word) ? word.GetString()! : "";
}

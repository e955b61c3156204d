using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.Logging;
using RealtimeGov.Gateway.Access;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Field;
using RealtimeGov.Gateway.Host;
using RealtimeGov.Gateway.Host.Runtime;
using RealtimeGov.Gateway.Regions;
using RealtimeGov.Gateway.Registration;
using RealtimeGov.Gateway.Tests.Fakes;
using RealtimeGov.Protos;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Gateway.Tests.Admin;

/// <summary>Three silos of the local engine over SQLite in this process: administration really moves the work.</summary>
public sealed class MovingTownTests : IAsyncLifetime
{
    private const string Town = """
        {"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"code":"T","name":"测试镇","kind":"town","timeZone":"Asia/Shanghai"},"geometry":null},
        {"type":"Feature","properties":{"code":"V-1","name":"一村","kind":"grid","parent":"T"},"geometry":null},
        {"type":"Feature","properties":{"code":"V-2","name":"二村","kind":"grid","parent":"T"},"geometry":null}]}
        """;

    private readonly TempFolder folder = new();
    private RuntimeHost town = null!;
    private GatewayApp app = null!;
    private HttpClient http = null!;
    private GrpcChannel channel = null!;

    public async Task InitializeAsync()
    {
        var time = TimeProvider.System;
        var logs = new LoggerFactory();
        town = await RuntimeHost.Open(new HostOptions { Data = folder.Path, Silos = 3 }, time, logs);
        using (var registry = new TownRegistry(town.Grains, town.Directory, time))
            await RegionImport.Run(folder.Write("town.geojson", Town), new RegionFileOptions(), registry, town.Directory, time);
        var about = new AboutServer("RealtimeGov", "1.0.0", "orleans", "sqlite", "kestrel", Demo: false, Open: true, AcceptLateDays: 7);
        app = new GatewayApp(
            new GatewayParts(town.Grains, town.Directory, town.ReadModel, town.Placement, new FieldOptions(), DeviceGate.Open, AdminGate.Open, about, null, time, logs), 0, 0);
        await app.Start();
        http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{app.Port}") };
        channel = GrpcChannel.ForAddress(new Uri($"http://127.0.0.1:{app.GrpcPort}"));
    }

    public async Task DisposeAsync()
    {
        http.Dispose();
        channel.Dispose();
        await app.DisposeAsync();
        await town.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task AGridGoesFromSiloToSiloWhileItReportsAndNothingIsLostOrTold()
    {
        await using var screen = await HubScreen.Connect(new Uri($"ws://127.0.0.1:{app.Port}/live"));
        await screen.Call("WatchPlacement");
        await screen.Call("Watch", "T");

        for (var n = 1; n <= 30; n++)
        {
            Assert.Equal(Outcome.Opened, (await Submit(n)).Outcome);
            if (n % 5 == 0) Assert.Equal((ulong)n / 5, await Move($"silo-{n / 5 % 3 + 1}"));
        }

        var counts = await screen.Frame("counts", f => f.GetProperty("validReports").GetInt32() == 30);
        Assert.Equal(30, counts.GetProperty("openedIssues").GetInt32());
        var last = await screen.Frame("placement", f => f.GetProperty("version").GetInt32() == 6 && !f.GetProperty("grids")[0].GetProperty("moving").GetBoolean());
        Assert.Equal(("V-1", "silo-1", true), (
            last.GetProperty("grids")[0].GetProperty("code").GetString(), last.GetProperty("grids")[0].GetProperty("silo").GetString(),
            last.GetProperty("grids")[0].GetProperty("pinned").GetBoolean()));
        Assert.Equal("""{"region":"T","openIssues":30,"children":[{"code":"V-1","name":"一村","openIssues":30},{"code":"V-2","name":"二村","openIssues":0}]}""",
            await http.GetStringAsync("/api/v1/regions/T/open"));
        var day = System.Text.Json.JsonDocument.Parse(await http.GetStringAsync("/api/v1/regions/T/days/today/hours")).RootElement.GetProperty("hours");
        Assert.Equal((24, 30), (day.GetArrayLength(), day.EnumerateArray().Sum(hour => hour.GetInt32())));
    }

    [Fact]
    public async Task ASiloThatIsDrainedRunsNothing()
    {
        await Submit(1);
        var from = town.Placement.View.Current.SiloOfGrid("V-1")!;

        var drained = await new Protos.Admin.AdminClient(channel).DrainSiloAsync(new DrainSiloRequest { Silo = from, By = "王主任" });

        Assert.Equal(1ul, drained.Version);
        Assert.Equal(Outcome.Opened, (await Submit(2)).Outcome);
        var placement = await town.Placement.Get(default);
        Assert.Equal((SiloState.Draining, 0u), (placement.Silos.Single(silo => silo.Name == from).State, placement.Silos.Single(silo => silo.Name == from).Grids));
        Assert.NotEqual(from, placement.Grids[0].Silo);
    }

    private async Task<ulong> Move(string silo)
    {
        using var answer = await http.PostAsync("/api/v1/placement/moves", new StringContent(
            $$"""{"grid":"V-1","silo":"{{silo}}","pin":true,"by":"王主任"}""", null, "application/json"));
        return System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("version").GetUInt64();
    }

    private async Task<ReportReceipt> Submit(int number)
    {
        var report = Reports.Of(number, steward: "");
        report.Origin = Origin.Resident;
        report.ObservedAt = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(TimeProvider.System.GetUtcNow());
        return await new FieldGateway.FieldGatewayClient(channel).SubmitReportAsync(report);
    }
}

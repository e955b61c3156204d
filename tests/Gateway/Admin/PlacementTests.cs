using System.Text.Json;
using RealtimeGov.Gateway.Tests.Fakes;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Tests.Admin;

/// <summary>What administrators read and change, on both wires alike.</summary>
public sealed class PlacementTests : IAsyncLifetime
{
    private TestGateway gateway = null!;
    private AdminWire wire = null!;

    public async Task InitializeAsync()
    {
        gateway = await TestGateway.Open();
        wire = new AdminWire(gateway);
        foreach (var grid in new[] { "V-1", "V-2", "W-1" })
            await wire.Call<MoveGridRequest, PlacementChange>("MoveGrid", new MoveGridRequest { Grid = grid, Silo = "silo-1", By = "test" });
        gateway.Placement.ReportsPerSecond["V-1"] = 2.0 / 3;
    }

    public async Task DisposeAsync()
    {
        await wire.DisposeAsync();
        await gateway.DisposeAsync();
    }

    [Fact]
    public async Task ThePlacementIsSilosByNameAndGridsInTheTreesOrder()
    {
        var (status, body) = await wire.Get("");

        Assert.Equal(200, status);
        Assert.Equal(
            """{"version":3,"at":"2016-06-13T08:40:00Z","silos":[{"name":"silo-1","state":"live","weight":1,"grids":3,"reportsPerSecond":0.67,"grains":5},{"name":"silo-2","state":"live","weight":1,"grids":0,"reportsPerSecond":0,"grains":0},{"name":"silo-3","state":"dead","weight":1,"grids":0,"reportsPerSecond":0,"grains":0}],"grids":[{"code":"V-1","name":"一村第一网格","silo":"silo-1","pinned":false,"reportsPerSecond":0.67,"moving":false},{"code":"V-2","name":"一村第二网格","silo":"silo-1","pinned":false,"reportsPerSecond":0,"moving":false},{"code":"W-1","name":"二村第一网格","silo":"silo-1","pinned":false,"reportsPerSecond":0,"moving":false}]}""",
            body);
        var placement = await wire.Call<GetPlacementRequest, Placement>("GetPlacement", new GetPlacementRequest());
        Assert.Equal((3ul, 3u, 2.0 / 3), (placement.Version, placement.Silos[0].Grids, placement.Grids[0].ReportsPerSecond));
    }

    [Fact]
    public async Task EveryChangeAnswersWithItsVersionAndStandsInTheAudit()
    {
        var answers = new[]
        {
            await wire.Post("/moves", """{"grid":"V-1","silo":"silo-2","pin":true,"by":"王主任"}"""),
            await wire.Post("/moves", """{"grid":"V-1","silo":"","by":"王主任"}"""),
            await wire.Post("/silos/silo-2/weight", """{"weight":2.5,"by":"王主任"}"""),
            await wire.Post("/silos/silo-2/drain", """{"by":"王主任"}"""),
            await wire.Post("/silos/silo-2/refill", """{"by":"王主任"}"""),
        };

        Assert.Equal([.. Enumerable.Range(4, 5).Select(version => (200, $$"""{"version":{{version}}}"""))], answers);
        Assert.Equal(
            """{"lines":[{"seq":8,"at":"2016-06-13T08:40:00Z","by":"王主任","action":"refill","subject":"silo-2","before":"draining","after":"live"},{"seq":7,"at":"2016-06-13T08:40:00Z","by":"王主任","action":"drain","subject":"silo-2","before":"live","after":"draining"}]}""",
            (await wire.Get("/audit?limit=2")).Body);
        var lines = await wire.Call<ListAuditRequest, AuditLines>("ListAudit", new ListAuditRequest { Before = 7, Limit = 2 });
        Assert.Equal([(6ul, "weigh", "1", "2.5"), (5ul, "move", "silo-2, pinned", "automatic (silo-" + Automatic("V-1") + ")")],
            lines.Lines.Select(line => (line.Seq, line.Action, line.Before, line.After)));
    }

    [Fact]
    public async Task OverGrpcEveryChangeAnswersWithItsVersion()
    {
        Assert.Equal(4ul, (await wire.Call<WeighSiloRequest, PlacementChange>("WeighSilo", new WeighSiloRequest { Silo = "silo-2", Weight = 3, By = "x" })).Version);
        Assert.Equal(5ul, (await wire.Call<DrainSiloRequest, PlacementChange>("DrainSilo", new DrainSiloRequest { Silo = "silo-2", By = "x" })).Version);
        Assert.Equal(6ul, (await wire.Call<RefillSiloRequest, PlacementChange>("RefillSilo", new RefillSiloRequest { Silo = "silo-2", By = "x" })).Version);
        var plan = await wire.Call<PlanRebalanceRequest, RebalancePlan>("PlanRebalance", new PlanRebalanceRequest());
        Assert.Equal(7ul, (await wire.Call<ApplyPlanRequest, PlacementChange>("ApplyPlan", new ApplyPlanRequest { Plan = plan, By = "x" })).Version);
    }

    [Fact]
    public async Task APlanChangesNothingAndIsAppliedAsItWasShown()
    {
        var (status, plan) = await wire.Post("/plans", "{}");
        Assert.Equal(200, status);
        Assert.Equal(3ul, gateway.Placement.Current.Table.Version);
        var shown = JsonDocument.Parse(plan).RootElement;
        Assert.Equal(["version", "moves", "before", "after", "imbalanceBefore", "imbalanceAfter"], shown.EnumerateObject().Select(p => p.Name));
        Assert.Equal(3, shown.GetProperty("version").GetInt32());
        Assert.Equal(["grid", "from", "to", "load"], shown.GetProperty("moves")[0].EnumerateObject().Select(p => p.Name));
        Assert.Equal(["silo", "load", "grids"], shown.GetProperty("before")[0].EnumerateObject().Select(p => p.Name));

        Assert.Equal((200, """{"version":4}"""), await wire.Post("/plans/apply", $$"""{"plan":{{plan}},"by":"王主任"}"""));

        foreach (var move in shown.GetProperty("moves").EnumerateArray())
            Assert.Equal("silo-2", gateway.Placement.Current.SiloOfGrid(move.GetProperty("grid").GetString()!));
        Assert.Equal("placement_changed", AdminWire.Error((await wire.Post("/plans/apply", $$"""{"plan":{{plan}},"by":"王主任"}""")).Body).Code);
    }

    private string Automatic(string grid) => gateway.Placement.Current.SiloOf($"grid/{grid}")!["silo-".Length..];
}

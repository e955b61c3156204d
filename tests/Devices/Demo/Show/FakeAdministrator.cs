using RealtimeGov.Devices.Demo.Show;
using RealtimeGov.Devices.Http;

namespace RealtimeGov.Devices.Tests.Demo.Show;

/// <summary>Three silos and the demo town's grids in memory; it writes down what it is asked.</summary>
internal sealed class FakeAdministrator : IAdministrator
{
    private readonly Dictionary<string, string> states = new() { ["silo-1"] = "live", ["silo-2"] = "live", ["silo-3"] = "live" };

    public List<string> Asked { get; } = [];

    /// <summary>Moves of the next plan.</summary>
    public int PlannedMoves { get; set; } = 3;

    /// <summary>When set, every order is refused with it.</summary>
    public string? Refuses { get; set; }

    public void SetState(string silo, string state) => states[silo] = state;

    public Task<TownPlacement> PlacementAsync(CancellationToken cancellation) => Task.FromResult(new TownPlacement(
        [.. states.Select(s => new PlacedSilo(s.Key, s.Value, 27))],
        [.. Wuzhen.Map.Grids.Select((grid, i) => new PlacedGrid(grid.Code, grid.Name, $"silo-{i % 3 + 1}", Pinned: i == 1, i))]));

    public Task DrainAsync(string silo, CancellationToken cancellation) => Order($"drain {silo}", () => states[silo] = "draining");

    public Task RefillAsync(string silo, CancellationToken cancellation) => Order($"refill {silo}", () => states[silo] = "live");

    public Task MoveAsync(string grid, string silo, CancellationToken cancellation) => Order($"move {grid} {silo}", () => { });

    public Task<RebalancePlan> PlanAsync(CancellationToken cancellation) => Task.FromResult(new RebalancePlan(PlannedMoves, 2.4, 1.05, "{}"));

    public Task ApplyAsync(RebalancePlan plan, CancellationToken cancellation) => Order("apply", () => { });

    private Task Order(string order, Action done)
    {
        Asked.Add(order);
        if (Refuses is { } code) throw new GatewayHttpException(System.Net.HttpStatusCode.Conflict, code, code, code);
        done();
        return Task.CompletedTask;
    }
}

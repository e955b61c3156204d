using RealtimeGov.Protos;
using RealtimeGov.Grains.Placement;

namespace RealtimeGov.Grains.Tests.Placement;

/// <summary>What an administrator does.</summary>
internal static class Changes
{
    public const string By = "王主任";

    public static Task<PlacementAnswer> Move(this ITownPlacement placement, string grid, string silo, bool pin = false) =>
        placement.Change(new ChangePlacement { Move = new MoveGridRequest { Grid = grid, Silo = silo, Pin = pin, By = By } });

    public static Task<PlacementAnswer> Drain(this ITownPlacement placement, string silo) =>
        placement.Change(new ChangePlacement { Drain = new DrainSiloRequest { Silo = silo, By = By } });

    public static Task<PlacementAnswer> Refill(this ITownPlacement placement, string silo) =>
        placement.Change(new ChangePlacement { Refill = new RefillSiloRequest { Silo = silo, By = By } });

    public static Task<PlacementAnswer> Weigh(this ITownPlacement placement, string silo, double weight) =>
        placement.Change(new ChangePlacement { Weigh = new WeighSiloRequest { Silo = silo, Weight = weight, By = By } });

    public static Task<PlacementAnswer> Apply(this ITownPlacement placement, RebalancePlan plan) =>
        placement.Change(new ChangePlacement { Apply = new ApplyPlanRequest { Plan = plan, By = By } });

    /// <summary>Where the grid is to run.</summary>
    public static string SiloOf(this ITownPlacement placement, string grid) => placement.View.Current.SiloOfGrid(grid)!;

    /// <summary>Another of silo-1, silo-2 and silo-3.</summary>
    public static string Other(this ITownPlacement placement, string grid) =>
        new[] { "silo-1", "silo-2", "silo-3" }.First(silo => silo != placement.SiloOf(grid));
}

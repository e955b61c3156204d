using RealtimeGov.Domain.Taxonomy;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Placement;

/// <summary>Decides on requests to change the placement. What is so already changes nothing, and is no error.</summary>
/// <param name="map">The placement decided on, with the silos as they are known to live.</param>
/// <param name="isGrid">True of a grid of today's tree.</param>
public sealed class PlacementDecider(PlacementMap map, Func<string, bool> isGrid)
{
    private const int ByMax = 64;

    public PlacementDecision Decide(ChangePlacement command)
    {
        var (by, decision) = command.KindCase switch
        {
            ChangePlacement.KindOneofCase.Move => (command.Move.By, Move(command.Move)),
            ChangePlacement.KindOneofCase.Drain => (command.Drain.By, Drain(command.Drain.Silo)),
            ChangePlacement.KindOneofCase.Refill => (command.Refill.By, Refill(command.Refill.Silo)),
            ChangePlacement.KindOneofCase.Weigh => (command.Weigh.By, Weigh(command.Weigh)),
            ChangePlacement.KindOneofCase.Apply => (command.Apply.By, Apply(command.Apply.Plan ?? new RebalancePlan())),
            _ => throw new ArgumentException("a change of the placement that changes nothing", nameof(command)),
        };
        if (!Printable.IsName(by, ByMax)) return PlacementDecision.Refuse(PlacementErrors.MalformedBy, $"by must be 1 to {ByMax} printable characters");
        if (decision.Event is not { } e) return decision;
        if (Seen(command) is { } seen && seen != map.Table.Version)
            return PlacementDecision.Refuse(PlacementErrors.PlacementChanged, $"the order was given in view of version {seen}; the placement has version {map.Table.Version}");
        e.By = by;
        e.AtUs = command.AtUs;
        return decision;
    }

    // The version that whoever gives the order had before them; null where they do not say.
    private static ulong? Seen(ChangePlacement command) => command.KindCase switch
    {
        ChangePlacement.KindOneofCase.Move when command.Move.HasVersion => command.Move.Version,
        ChangePlacement.KindOneofCase.Drain when command.Drain.HasVersion => command.Drain.Version,
        ChangePlacement.KindOneofCase.Refill when command.Refill.HasVersion => command.Refill.Version,
        ChangePlacement.KindOneofCase.Weigh when command.Weigh.HasVersion => command.Weigh.Version,
        _ => null,
    };

    private PlacementDecision Move(MoveGridRequest request)
    {
        if (!isGrid(request.Grid)) return PlacementDecision.Refuse(PlacementErrors.UnknownGrid, $"{request.Grid} is no grid of today's tree");
        var isAutomatic = request.Silo.Length == 0;
        if (!isAutomatic && RefuseTarget(request.Silo) is { } refused) return refused;
        var assigned = Assigned(request.Grid, request.Silo, request.Pin && !isAutomatic);
        var isSo = assigned.Before.Silo == assigned.After.Silo && assigned.Before.Pinned == assigned.After.Pinned;
        return isSo ? PlacementDecision.AlreadySo : new(new PlacementEvent { Assigned = assigned });
    }

    private PlacementDecision Drain(string silo)
    {
        if (RefuseUnknown(silo) is { } refused) return refused;
        if (map.IsDraining(silo)) return PlacementDecision.Refuse(PlacementErrors.SiloDraining, $"{silo} is draining already");
        var othersTake = map.Members.Any(other => other.IsLive && other.Name != silo && !map.IsDraining(other.Name));
        return othersTake
            ? new(new PlacementEvent { Drained = new SiloDrained { Silo = silo } })
            : PlacementDecision.Refuse(PlacementErrors.LastSilo, $"without {silo} no silo would take grids");
    }

    private PlacementDecision Refill(string silo)
    {
        if (RefuseUnknown(silo) is { } refused) return refused;
        return map.IsDraining(silo)
            ? new(new PlacementEvent { Refilled = new SiloRefilled { Silo = silo } })
            : PlacementDecision.Refuse(PlacementErrors.NotDraining, $"{silo} is not draining");
    }

    private PlacementDecision Weigh(WeighSiloRequest request)
    {
        if (RefuseUnknown(request.Silo) is { } refused) return refused;
        if (!(request.Weight is >= SiloSetting.WeightMin and <= SiloSetting.WeightMax)) // not a number neither
            return PlacementDecision.Refuse(PlacementErrors.MalformedWeight, $"weight must be {SiloSetting.WeightMin} to {SiloSetting.WeightMax}");
        var before = map.Table.SettingOf(request.Silo).Weight;
        return before.Equals(request.Weight)
            ? PlacementDecision.AlreadySo
            : new(new PlacementEvent { Weighed = new SiloWeighed { Silo = request.Silo, Before = before, After = request.Weight } });
    }

    private PlacementDecision Apply(RebalancePlan plan)
    {
        if (plan.Version != map.Table.Version)
            return PlacementDecision.Refuse(PlacementErrors.PlacementChanged, $"the plan is of version {plan.Version}; the placement has version {map.Table.Version}");
        var applied = new PlanApplied();
        var grids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var move in plan.Moves)
        {
            if (RefuseMove(move, grids) is { } refused) return refused;
            applied.Moves.Add(Assigned(move.Grid, move.To, pinned: false));
        }
        return applied.Moves.Count == 0 ? PlacementDecision.AlreadySo : new(new PlacementEvent { Applied = applied });
    }

    private PlacementDecision? RefuseMove(PlannedMove move, HashSet<string> before)
    {
        if (!isGrid(move.Grid)) return PlacementDecision.Refuse(PlacementErrors.UnknownGrid, $"{move.Grid} is no grid of today's tree");
        if (!before.Add(move.Grid)) return PlacementDecision.Refuse(PlacementErrors.MalformedPlan, $"the plan names {move.Grid} twice");
        if (map.IsPinned(move.Grid)) return PlacementDecision.Refuse(PlacementErrors.MalformedPlan, $"{move.Grid} is pinned");
        if (move.From.Length == 0) return PlacementDecision.Refuse(PlacementErrors.MalformedPlan, $"the plan does not say where {move.Grid} moves from");
        // A silo may have died since, which is no change of the placement.
        if (map.SiloOfGrid(move.Grid) != move.From)
            return PlacementDecision.Refuse(PlacementErrors.MalformedPlan, $"{move.Grid} is not on {move.From}");
        return RefuseTarget(move.To);
    }

    private PlacementDecision? RefuseTarget(string silo)
    {
        if (RefuseUnknown(silo) is { } refused) return refused;
        if (!map.IsLive(silo)) return PlacementDecision.Refuse(PlacementErrors.SiloDead, $"{silo} is dead");
        if (map.IsDraining(silo)) return PlacementDecision.Refuse(PlacementErrors.SiloDraining, $"{silo} is draining and takes no grids");
        return null;
    }

    private PlacementDecision? RefuseUnknown(string silo)
    {
        if (silo.Length == 0) return PlacementDecision.Refuse(PlacementErrors.UnknownSilo, "no silo is named");
        return map.IsKnown(silo) ? null : PlacementDecision.Refuse(PlacementErrors.UnknownSilo, $"no silo named {silo} has ever been seen");
    }

    private GridAssigned Assigned(string grid, string silo, bool pinned)
    {
        var before = map.Table.Assignments.GetValueOrDefault(grid, new GridAssignment("", false));
        var runsAfter = silo.Length > 0 ? silo : map.SiloOf(PlacementMap.KeyOfGrid(grid));
        return new GridAssigned
        {
            Grid = grid,
            Before = new Assignment { Silo = before.Silo, Pinned = before.Pinned, RanOn = map.SiloOfGrid(grid) ?? "" },
            After = new Assignment { Silo = silo, Pinned = pinned, RanOn = runsAfter ?? "" },
        };
    }
}

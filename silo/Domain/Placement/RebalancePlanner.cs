using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Placement;

/// <summary>
/// Plans few moves that bring the most loaded silo within a tenth of the mean. Pinned grids stay, and no grid goes to a
/// silo that takes none. The same input gives the same plan.
/// </summary>
/// <remarks>
/// Greedy: from the most loaded silo goes the smallest grid that alone brings it within the limit, else the largest that
/// fits, to where it leaves the least relative load. A grid fits where the target stays within the limit, so no target
/// becomes a source. Where each free grid is no heavier than a tenth of the mean times the lightest silo's weight, one
/// always fits - some silo is at or below the mean - and the plan ends within the limit. Where grids are too heavy for
/// that, a move must still leave its target below what its source had: the most loaded never grows. Each grid moves at
/// most once, so there are no more steps than grids.
/// </remarks>
public static class RebalancePlanner
{
    /// <summary>How far above the mean the most loaded silo may stay.</summary>
    public const double Limit = 1.1;

    public static RebalancePlan Plan(PlacementMap map, IReadOnlyCollection<LoadedGrid> grids)
    {
        var loads = new SiloLoads(map.Takers, grids);
        var plan = new RebalancePlan { Version = map.Table.Version, ImbalanceBefore = loads.Imbalance };
        plan.Before.AddRange(Predicted(loads));
        // Heaviest first, then by code: of several that serve alike the first is taken.
        var free = grids.Where(grid => !grid.IsPinned && grid.Silo is not null).OrderByDescending(grid => grid.Load).ThenBy(grid => grid.Grid, StringComparer.Ordinal)
            .GroupBy(grid => grid.Silo!).ToDictionary(silo => silo.Key, silo => silo.ToList());
        for (var step = 0; step < grids.Count && Next(loads, free) is { } move; step++)
        {
            free[move.From].RemoveAll(grid => grid.Grid == move.Grid);
            loads.Move(move.Load, move.From, move.To);
            plan.Moves.Add(move);
        }
        plan.After.AddRange(Predicted(loads));
        plan.ImbalanceAfter = loads.Imbalance;
        return plan;
    }

    private static PlannedMove? Next(SiloLoads loads, Dictionary<string, List<LoadedGrid>> free)
    {
        if (loads.Names.Count < 2) return null;
        var from = loads.Names.MaxBy(loads.RelativeOf)!; // the first of several
        var limit = Limit * loads.Mean;
        if (loads.RelativeOf(from) <= limit || !free.TryGetValue(from, out var candidates)) return null;
        var excess = loads.LoadOf(from) - limit * loads.WeightOf(from);
        var fits = candidates.FindAll(grid => Best(loads, grid, from) is { } to && loads.RelativeWith(to, grid.Load) <= limit);
        if (fits.Count > 0)
        {
            var enough = fits.FindAll(grid => grid.Load >= excess);
            return Move(loads, enough.Count > 0 ? enough.MinBy(grid => grid.Load) : fits[0], from);
        }
        // None fits: the one that leaves the lower peak of the two.
        var improving = candidates.FindAll(grid => Best(loads, grid, from) is { } to && loads.RelativeWith(to, grid.Load) < loads.RelativeOf(from));
        return improving.Count == 0 ? null : Move(loads, improving.MinBy(grid => Peak(loads, grid, from)), from);
    }

    private static double Peak(SiloLoads loads, LoadedGrid grid, string from) =>
        Math.Max(loads.RelativeWith(from, -grid.Load), loads.RelativeWith(Best(loads, grid, from)!, grid.Load));

    private static string? Best(SiloLoads loads, LoadedGrid grid, string from) =>
        loads.Names.Where(silo => silo != from).MinBy(silo => loads.RelativeWith(silo, grid.Load));

    private static PlannedMove Move(SiloLoads loads, LoadedGrid grid, string from) =>
        new() { Grid = grid.Grid, From = from, To = Best(loads, grid, from)!, Load = grid.Load };

    private static IEnumerable<PredictedLoad> Predicted(SiloLoads loads) =>
        loads.Names.Select(silo => new PredictedLoad { Silo = silo, Load = loads.LoadOf(silo), Grids = loads.GridsOf(silo) });
}

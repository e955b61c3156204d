using FsCheck;
using FsCheck.Fluent;
using RealtimeGov.Domain.Placement;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Tests.Placement;

public sealed class RebalancePlannerTests
{
    private const double Rounding = 1e-9;

    [Fact]
    public void One_move_is_enough_where_one_grid_makes_the_difference()
    {
        var plan = Plan(2, ("A", "silo-1", 10), ("B", "silo-1", 6), ("C", "silo-1", 4), ("D", "silo-2", 8));
        Assert.Equal([new PlannedMove { Grid = "B", From = "silo-1", To = "silo-2", Load = 6 }], plan.Moves); // C alone would leave 16 of a mean of 14
    }

    [Fact]
    public void Of_several_that_are_enough_the_smallest_goes()
    {
        // Silo-1 has 7.9 too much. A would do as well as B, and carry more than it need.
        var plan = Plan(3, ("A", "silo-1", 9), ("B", "silo-1", 8), ("C", "silo-1", 3), ("D", "silo-2", 2), ("E", "silo-3", 11));
        Assert.Equal([new PlannedMove { Grid = "B", From = "silo-1", To = "silo-2", Load = 8 }], plan.Moves);
    }

    [Fact]
    public void Where_none_is_enough_the_largest_that_fits_goes_first()
    {
        // 18 too much on silo-1: with the smallest first it would take five moves.
        var grids = Enumerable.Range(1, 10).Select(n => ($"S{n}", "silo-1", 2.0)).Append(("L1", "silo-1", 10.0)).Append(("L2", "silo-1", 10.0)).Append(("D", "silo-2", 0.1));
        Assert.Equal(["L1", "L2"], Plan(2, [.. grids]).Moves.Select(m => m.Grid).Order());
    }

    [Fact]
    public void The_prediction_says_how_it_is_before_and_after()
    {
        var plan = Plan(2, ("A", "silo-1", 6), ("B", "silo-1", 6), ("C", "silo-2", 2), ("D", "silo-1", 2));
        Assert.Equal([new PredictedLoad { Silo = "silo-1", Load = 14, Grids = 3 }, new PredictedLoad { Silo = "silo-2", Load = 2, Grids = 1 }], plan.Before);
        Assert.Equal([new PredictedLoad { Silo = "silo-1", Load = 8, Grids = 2 }, new PredictedLoad { Silo = "silo-2", Load = 8, Grids = 2 }], plan.After);
        Assert.Equal((1.75, 1.0), (plan.ImbalanceBefore, plan.ImbalanceAfter));
        Assert.Equal(["A"], plan.Moves.Select(m => m.Grid));
    }

    [Fact]
    public void What_is_within_a_tenth_of_the_mean_stays() =>
        Assert.Empty(Plan(2, ("A", "silo-1", 11), ("B", "silo-2", 9)).Moves);

    [Fact]
    public void A_grid_heavier_than_the_mean_has_a_silo_of_its_own_as_far_as_moves_help()
    {
        var plan = Plan(2, ("A", "silo-1", 100), ("B", "silo-1", 10), ("C", "silo-1", 5));
        Assert.Equal(["silo-2"], plan.Moves.Select(m => m.To).Distinct());
        Assert.Equal(100, plan.After.Max(s => s.Load));
    }

    [Fact]
    public void Without_load_without_silos_and_with_one_there_is_nothing_to_do()
    {
        Assert.Equal((0, 1.0, 1.0), Of(Plan(3)));
        Assert.Equal((0, 1.0, 1.0), Of(Plan(1, ("A", "silo-1", 5))));
        Assert.Equal((0, 1.0, 1.0), Of(RebalancePlanner.Plan(new PlacementMap(PlacementTable.Empty, []), [new LoadedGrid("A", null, false, 5)])));

        static (int, double, double) Of(RebalancePlan plan) => (plan.Moves.Count, plan.ImbalanceBefore, plan.ImbalanceAfter);
    }

    [Fact]
    public void A_plan_ends_within_a_tenth_of_the_mean_wherever_grids_are_small_enough() => Check.QuickThrowOnFailure(Prop.ForAll(Maps.Loaded(9), town =>
    {
        var (map, grids) = town;
        var many = grids.SelectMany(g => Enumerable.Range(0, 12).Select(n => g with { Grid = $"{g.Grid}-{n}" })).ToArray();
        var mean = MeanOf(map, many);
        var lightest = map.Takers.Min(t => t.Weight);
        var isSmall = many.All(g => g.IsPinned || g.Load <= 0.1 * mean * lightest);
        var pinsFit = map.Takers.All(t => many.Where(g => g.IsPinned && g.Silo == t.Silo).Sum(g => g.Load) <= 1.1 * mean * t.Weight);
        return (RebalancePlanner.Plan(map, many).ImbalanceAfter <= 1.1 + Rounding).When(isSmall && pinsFit && many.Length > 0);
    }));

    /// <summary>Greedy is not always the fewest: to find those is a search of everything, possible where a town is tiny.</summary>
    [Fact]
    public void In_98_of_100_towns_small_enough_to_search_a_plan_has_the_fewest_moves_there_are()
    {
        var random = new Random(20160613); // always the same towns
        var extra = Enumerable.Range(0, 1_000).Select(_ => Maps.Small(random))
            .Select(town => (town.Map, town.Grids, Plan: RebalancePlanner.Plan(town.Map, town.Grids)))
            .Where(town => town.Plan.ImbalanceAfter <= 1.1 + Rounding)
            .Select(town => town.Plan.Moves.Count - FewestMoves(town.Map, town.Grids)).ToList();
        Assert.InRange(extra.Count, 300, 1_000); // in the others a grid is too heavy
        Assert.InRange(extra.Count(moves => moves == 0), 0.98 * extra.Count, extra.Count);
        Assert.InRange(extra.Max(), 0, 3);
    }

    [Fact]
    public void A_plan_never_makes_it_worse() => Check.QuickThrowOnFailure(Prop.ForAll(Maps.Loaded(50), town =>
        RebalancePlanner.Plan(town.Map, town.Grids) is var plan && plan.ImbalanceAfter <= plan.ImbalanceBefore + Rounding));

    [Fact]
    public void Every_step_of_a_plan_leaves_the_most_loaded_no_higher() => Check.QuickThrowOnFailure(Prop.ForAll(Maps.Loaded(50), town =>
    {
        var (map, grids) = town;
        var highest = Imbalance(map, grids);
        foreach (var move in RebalancePlanner.Plan(map, grids).Moves)
        {
            grids = [.. grids.Select(g => g.Grid == move.Grid ? g with { Silo = move.To } : g)];
            var now = Imbalance(map, grids);
            if (now > highest + Rounding) return false;
            highest = now;
        }
        return true;
    }));

    [Fact]
    public void Pinned_grids_stay_and_nothing_goes_to_a_silo_that_takes_none() => Check.QuickThrowOnFailure(Prop.ForAll(Maps.Loaded(50), town =>
        RebalancePlanner.Plan(town.Map, town.Grids).Moves.All(move =>
            !town.Map.IsPinned(move.Grid) && !town.Map.IsDraining(move.To) && town.Map.Takers.Any(t => t.Silo == move.To) && move.From != move.To)));

    [Fact]
    public void A_plan_says_the_truth_about_itself() => Check.QuickThrowOnFailure(Prop.ForAll(Maps.Loaded(50), town =>
    {
        var (map, grids) = town;
        var plan = RebalancePlanner.Plan(map, grids);
        var after = grids.ToDictionary(g => g.Grid);
        foreach (var move in plan.Moves)
        {
            if (after[move.Grid].Silo != move.From || !after[move.Grid].Load.Equals(move.Load)) return false;
            after[move.Grid] = after[move.Grid] with { Silo = move.To };
        }
        return plan.Moves.DistinctBy(m => m.Grid).Count() == plan.Moves.Count
            && plan.After.All(s => Math.Abs(s.Load - after.Values.Where(g => g.Silo == s.Silo).Sum(g => g.Load)) < 1e-6)
            && Math.Abs(plan.ImbalanceAfter - Imbalance(map, [.. after.Values])) < 1e-6;
    }));

    [Fact]
    public void The_order_of_the_grids_does_not_matter() => Check.QuickThrowOnFailure(Prop.ForAll(Maps.Loaded(50), town =>
        RebalancePlanner.Plan(town.Map, town.Grids).Moves.SequenceEqual(RebalancePlanner.Plan(town.Map, [.. town.Grids.Reverse()]).Moves)));

    [Fact]
    public void A_plan_applied_is_what_it_said() => Check.QuickThrowOnFailure(Prop.ForAll(Maps.Loaded(50), town =>
    {
        var plan = RebalancePlanner.Plan(town.Map, town.Grids);
        var decision = new PlacementDecider(town.Map, _ => true).Decide(new ChangePlacement { Apply = new ApplyPlanRequest { Plan = plan, By = "b" } });
        if (decision.Event is not { } e) return plan.Moves.Count == 0 && decision.Refused.Length == 0;
        var after = new PlacementMap(town.Map.Table.With(e), town.Map.Members);
        return plan.Moves.All(move => after.SiloOfGrid(move.Grid) == move.To);
    }));

    private static RebalancePlan Plan(int silos, params (string Grid, string Silo, double Load)[] grids) =>
        RebalancePlanner.Plan(Maps.Of(silos), [.. grids.Select(g => new LoadedGrid(g.Grid, g.Silo, false, g.Load))]);

    /// <summary>By trying all: how many grids at least must run elsewhere to be within the limit.</summary>
    private static int FewestMoves(PlacementMap map, LoadedGrid[] grids)
    {
        var (loads, limit) = (map.Takers.ToDictionary(t => t.Silo, t => grids.Where(g => g.Silo == t.Silo).Sum(g => g.Load)), 1.1 * MeanOf(map, grids) + Rounding);
        bool IsWithin() => map.Takers.All(t => loads[t.Silo] <= limit * t.Weight);
        bool Reaches(int from, int moves)
        {
            if (moves == 0 || from == grids.Length) return IsWithin();
            var grid = grids[from];
            if (Reaches(from + 1, moves)) return true;
            foreach (var to in map.Takers.Where(t => t.Silo != grid.Silo && !grid.IsPinned))
            {
                (loads[grid.Silo!], loads[to.Silo]) = (loads[grid.Silo!] - grid.Load, loads[to.Silo] + grid.Load);
                var reaches = Reaches(from + 1, moves - 1);
                (loads[grid.Silo!], loads[to.Silo]) = (loads[grid.Silo!] + grid.Load, loads[to.Silo] - grid.Load);
                if (reaches) return true;
            }
            return false;
        }
        return Enumerable.Range(0, grids.Length + 1).First(moves => Reaches(0, moves));
    }

    private static double MeanOf(PlacementMap map, IEnumerable<LoadedGrid> grids) => grids.Sum(g => g.Load) / map.Takers.Sum(t => t.Weight);

    private static double Imbalance(PlacementMap map, LoadedGrid[] grids) => grids.Length == 0 ? 1 :
        map.Takers.Max(t => grids.Where(g => g.Silo == t.Silo).Sum(g => g.Load) / t.Weight) / MeanOf(map, grids);
}

using RealtimeGov.Domain.Regions;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Routing;

/// <summary>
/// Who holds what in a town that has not said so: every region is a unit. What a grid's reports bring is held by the place above
/// it (its linking cadres), and the next higher level supervises (the town leader assigned to that village).
/// </summary>
public static class RegionUnits
{
    private static readonly Dictionary<string, LoopLevel> Levels = new(StringComparer.Ordinal)
    {
        ["town"] = LoopLevel.Town, ["street"] = LoopLevel.Town, ["township"] = LoopLevel.Town,
        ["county"] = LoopLevel.County, ["district"] = LoopLevel.County,
        ["city"] = LoopLevel.City,
    };

    /// <summary>Unit codes are region codes.</summary>
    public static RoutingTable Of(TreeOfDay tree)
    {
        var levels = LevelsOf(tree);
        var defaults = tree.Grids.Select(grid => DefaultOf(grid, tree, levels)).ToList();
        return new RoutingTable(tree.All.Select(region => new LoopUnit { Code = region.Code, Level = levels[region.Code], Upward = AboveOf(region.Code, tree, levels) }), [], defaults);
    }

    // A place is never of a lower level than what lies in it, whatever its kind is called.
    private static Dictionary<string, LoopLevel> LevelsOf(TreeOfDay tree)
    {
        var levels = new Dictionary<string, LoopLevel>(StringComparer.Ordinal);
        foreach (var region in tree.All.Reverse())
        {
            var own = Levels.GetValueOrDefault(region.Kind, LoopLevel.Village);
            levels[region.Code] = levels.TryGetValue(region.Code, out var below) && below > own ? below : own;
            if (tree.ParentOf(region.Code) is { } parent && levels[region.Code] > levels.GetValueOrDefault(parent)) levels[parent] = levels[region.Code];
        }
        return levels;
    }

    private static RoutingDefault DefaultOf(string grid, TreeOfDay tree, Dictionary<string, LoopLevel> levels)
    {
        var holder = tree.ParentOf(grid) is { } parent && levels[parent] == LoopLevel.Village ? parent : grid;
        return new RoutingDefault { Region = grid, LinkingCadres = holder, AssignedLeader = AboveOf(holder, tree, levels) };
    }

    /// <summary>The nearest place around it of a higher level; empty at the top.</summary>
    private static string AboveOf(string code, TreeOfDay tree, Dictionary<string, LoopLevel> levels)
    {
        for (var at = tree.ParentOf(code); at is not null; at = tree.ParentOf(at))
            if (levels[at] > levels[code]) return at;
        return "";
    }
}

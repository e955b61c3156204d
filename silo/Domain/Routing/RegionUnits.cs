using RealtimeGov.Domain.Regions;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Routing;

/// <summary>
/// Who there is to hold an issue, and who stands above whom: every region is a unit under its own code, and beside them are the
/// organisations that were registered. Where a town has not said who holds what, the place above a grid does (its linking
/// cadres), and the next higher level supervises (the town leader assigned to that village).
/// </summary>
public static class RegionUnits
{
    private static readonly Dictionary<string, LoopLevel> Levels = new(StringComparer.Ordinal)
    {
        ["town"] = LoopLevel.Town, ["street"] = LoopLevel.Town, ["township"] = LoopLevel.Town,
        ["county"] = LoopLevel.County, ["district"] = LoopLevel.County,
        ["city"] = LoopLevel.City,
    };

    /// <summary>The table of a town that has said nothing.</summary>
    public static RoutingTable Of(TreeOfDay tree) => new(UnitsOf(tree, []), [], DefaultsOf(tree, _ => false));

    /// <param name="registered">Closed ones, and those of regions that are gone, are left out; one under a region's code stands for it.</param>
    public static IReadOnlyList<LoopUnit> UnitsOf(TreeOfDay tree, IEnumerable<Unit> registered)
    {
        var levels = LevelsOf(tree);
        var own = registered.Where(unit => !unit.Closed && tree.Find(unit.Region) is not null).ToDictionary(unit => unit.Id, StringComparer.Ordinal);
        // One unit of each place divides what comes there; of several the first by name, so that everybody finds the same.
        var divides = own.Values.Where(unit => unit.Divides).GroupBy(unit => unit.Region, StringComparer.Ordinal)
            .ToDictionary(place => place.Key, place => place.Select(unit => unit.Id).Min(StringComparer.Ordinal)!, StringComparer.Ordinal);
        return
        [
            .. tree.All.Where(region => !own.ContainsKey(region.Code)).Select(region => new LoopUnit { Code = region.Code, Level = levels[region.Code], Upward = Upward(region.Code) }),
            .. own.Values.OrderBy(unit => unit.Id, StringComparer.Ordinal).Select(unit => new LoopUnit { Code = unit.Id, Level = levels[unit.Region], Upward = Upward(unit.Region) }),
        ];

        string Upward(string region) => AboveOf(region, tree, levels) is { Length: > 0 } above ? divides.GetValueOrDefault(above, above) : "";
    }

    /// <param name="isSettled">True of a region whose default the town has set: what lies in it needs none.</param>
    public static IReadOnlyList<RoutingDefault> DefaultsOf(TreeOfDay tree, Func<string, bool> isSettled)
    {
        var levels = LevelsOf(tree);
        return [.. tree.Grids.Where(grid => !Around(grid, tree).Any(isSettled)).Select(grid => DefaultOf(grid, tree, levels))];
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

    private static IEnumerable<string> Around(string code, TreeOfDay tree)
    {
        for (var at = code; at is not null; at = tree.ParentOf(at)) yield return at;
    }

    /// <summary>The nearest place around it of a higher level; empty at the top.</summary>
    private static string AboveOf(string code, TreeOfDay tree, Dictionary<string, LoopLevel> levels) =>
        Around(code, tree).Skip(1).FirstOrDefault(at => levels[at] > levels[code], "");
}

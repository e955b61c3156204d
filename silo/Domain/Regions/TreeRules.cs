using RealtimeGov.Domain.Taxonomy;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Regions;

/// <summary>What makes a set of definitions a tree.</summary>
internal static class TreeRules
{
    public const int NameCharactersMax = 128;

    /// <summary>Regions above a region. The country's division has five levels above the grid; each level adds a push to a count's way up.</summary>
    public const int DepthMax = 16;

    private static readonly int Last = LocalDay.From(DateOnly.MaxValue);

    /// <summary>What can be said of a definition by itself.</summary>
    public static void CheckAlone(RegionDefined definition)
    {
        if (definition.Region is not { } region || !RegionCode.IsWellFormed(region.Code))
            throw RegionTreeError.Of(RegionTreeError.CodeMalformed, definition.Region?.Code ?? "");
        if (definition.FromDate < LocalDay.Beginning || definition.FromDate > Last)
            throw RegionTreeError.Of(RegionTreeError.FromDate, region.Code);
        if (region.Name.Length > 0 && !Printable.IsName(region.Name, NameCharactersMax))
            throw RegionTreeError.Of(RegionTreeError.NameMalformed, region.Code);
        if (!RegionCode.IsWellFormed(region.Kind))
            throw RegionTreeError.Of(RegionTreeError.KindMissing, region.Code);
        if (region.TimeZone.Length > 0 && !TimeZones.TryFind(region.TimeZone, out _))
            throw RegionTreeError.Of(RegionTreeError.TimeZoneUnknown, region.Code);
    }

    /// <summary>What can only be said of the regions of one day together.</summary>
    public static void CheckTogether(IReadOnlyDictionary<string, Region> byCode)
    {
        if (byCode.Count == 0) return;
        Region? root = null;
        foreach (var region in byCode.Values.Where(r => r.Parent.Length == 0).OrderBy(r => r.Code, StringComparer.Ordinal))
        {
            if (root is not null) throw RegionTreeError.Of(RegionTreeError.RootTwice, region.Code);
            root = region;
        }

        foreach (var region in byCode.Values)
            if (region.Parent.Length > 0) CheckParent(region, byCode);
        foreach (var region in byCode.Values) CheckWayUp(region, byCode);
        if (root is null) throw RegionTreeError.Of(RegionTreeError.RootMissing, "");
        if (RegionKind.IsLeaf(root.Kind)) throw RegionTreeError.Of(RegionTreeError.RootKind, root.Code);
    }

    private static void CheckParent(Region region, IReadOnlyDictionary<string, Region> byCode)
    {
        if (!byCode.TryGetValue(region.Parent, out var parent))
            throw RegionTreeError.Of(RegionTreeError.ParentUnknown, region.Code);
        // A loop of grids is a loop before anything else.
        if (!RegionKind.IsLeaf(parent.Kind) || parent == region) return;
        throw RegionTreeError.Of(
            parent.Kind == RegionKind.Grid ? RegionTreeError.GridWithChildren : RegionTreeError.TradeWithChildren, region.Code);
    }

    // A loop is told from a long way by meeting the region itself again; a loop further up is found from within it.
    private static void CheckWayUp(Region region, IReadOnlyDictionary<string, Region> byCode)
    {
        var above = region;
        for (var steps = 0; above.Parent.Length > 0; steps++)
        {
            above = byCode[above.Parent];
            if (above.Code == region.Code) throw RegionTreeError.Of(RegionTreeError.Cycle, region.Code);
            if (steps == DepthMax) throw RegionTreeError.Of(LeadsIntoLoop(above, byCode) ? RegionTreeError.Cycle : RegionTreeError.TooDeep, region.Code);
        }
    }

    private static bool LeadsIntoLoop(Region region, IReadOnlyDictionary<string, Region> byCode)
    {
        for (var left = byCode.Count; left >= 0; left--)
        {
            if (region.Parent.Length == 0) return false;
            region = byCode[region.Parent];
        }

        return true;
    }
}

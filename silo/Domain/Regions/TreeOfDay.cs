using System.Collections.Frozen;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Regions;

/// <summary>
/// The region tree as it holds on one local day: immutable, every question answered from memory. Lists of regions are
/// in the order of their codes; an unknown code has no parent, children or grids.
/// </summary>
public sealed class TreeOfDay
{
    private readonly FrozenDictionary<string, Node> nodes;
    private readonly string[] grids;

    private TreeOfDay(FrozenDictionary<string, Node> nodes, Region? root, Region[] all, string[] grids)
    {
        this.nodes = nodes;
        this.grids = grids;
        Root = root;
        All = all;
        Trades = [.. all.Where(r => r.Kind == RegionKind.Trade).OrderBy(r => r.Code, StringComparer.Ordinal)];
        Zone = root is null ? TimeZoneInfo.Utc : nodes[root.Code].Zone;
    }

    public static TreeOfDay Empty { get; } = new(FrozenDictionary<string, Node>.Empty, null, [], []);

    /// <summary>Null where nothing is defined.</summary>
    public Region? Root { get; }

    /// <summary>The root's zone, UTC where it names none.</summary>
    public TimeZoneInfo Zone { get; }

    /// <summary>Every region, parents before children.</summary>
    public IReadOnlyList<Region> All { get; }

    /// <summary>Every trade, in the order of codes.</summary>
    public IReadOnlyList<Region> Trades { get; }

    /// <summary>Every grid, each place's together.</summary>
    public IReadOnlyList<string> Grids => grids;

    public Region? Find(string code) => nodes.TryGetValue(code, out var node) ? node.Region : null;

    /// <summary>Null for the root and for an unknown code.</summary>
    public string? ParentOf(string code) => nodes.TryGetValue(code, out var node) ? node.Parent : null;

    /// <summary>The places directly below; trades are left out, because their parent's sum leaves them out.</summary>
    public IReadOnlyList<Region> Children(string code) => nodes.TryGetValue(code, out var node) ? node.Children : [];

    /// <summary>The grids whose rows add up to this region's count: a grid's own; for a trade all, since its stewards find anywhere.</summary>
    public IReadOnlyList<string> GridsBelow(string code) => nodes.TryGetValue(code, out var node) ? node.Grids : [];

    public bool IsGrid(string code) => nodes.TryGetValue(code, out var node) && node.Region.Kind == RegionKind.Grid;

    public bool IsTrade(string code) => nodes.TryGetValue(code, out var node) && node.Region.Kind == RegionKind.Trade;

    /// <summary>The region's own zone, else the nearest ancestor's, else UTC; for an unknown code the root's.</summary>
    public TimeZoneInfo ZoneOf(string code) => nodes.TryGetValue(code, out var node) ? node.Zone : Zone;

    /// <summary>The region's name, or its code where it has none or is unknown.</summary>
    public string NameOf(string code) => Find(code) is { Name.Length: > 0 } region ? region.Name : code;

    /// <summary>Of regions that passed <see cref="TreeRules"/>.</summary>
    internal static TreeOfDay Of(IReadOnlyDictionary<string, Region> byCode)
    {
        if (byCode.Count == 0) return Empty;
        var (all, grids, nodes) = TreeWalk.From(byCode);
        return new TreeOfDay(nodes.ToFrozenDictionary(StringComparer.Ordinal), all[0], all, grids);
    }

    /// <param name="Grids">A window on the tree's own array: a walk in depth first puts a place's grids side by side.</param>
    internal sealed record Node(Region Region, string? Parent, TimeZoneInfo Zone, Region[] Children, IReadOnlyList<string> Grids);
}

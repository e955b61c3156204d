using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Regions;

/// <summary>Walks a checked tree depth first, children in the order of their codes, and notes what each region sees below it.</summary>
internal sealed class TreeWalk
{
    private readonly ILookup<string, Region> below;
    private readonly List<Region> all = [];
    private readonly List<string> grids = [];
    private readonly List<(Region Region, TimeZoneInfo Zone, int From, int Till)> seen = [];

    private TreeWalk(IReadOnlyDictionary<string, Region> byCode) =>
        below = byCode.Values.OrderBy(r => r.Code, StringComparer.Ordinal).ToLookup(r => r.Parent, StringComparer.Ordinal);

    public static (Region[] All, string[] Grids, Dictionary<string, TreeOfDay.Node> Nodes) From(IReadOnlyDictionary<string, Region> byCode)
    {
        var walk = new TreeWalk(byCode);
        walk.Visit(walk.below[""].Single(), TimeZoneInfo.Utc);
        string[] grids = [.. walk.grids];
        return ([.. walk.all], grids, walk.seen.ToDictionary(s => s.Region.Code, s => walk.NodeOf(s, grids), StringComparer.Ordinal));
    }

    // As deep as TreeRules.DepthMax allows.
    private void Visit(Region region, TimeZoneInfo above)
    {
        var zone = region.TimeZone.Length > 0 && TimeZones.TryFind(region.TimeZone, out var own) ? own : above;
        var from = grids.Count;
        all.Add(region);
        if (region.Kind == RegionKind.Grid) grids.Add(region.Code);
        foreach (var child in below[region.Code]) Visit(child, zone);
        seen.Add((region, zone, from, grids.Count));
    }

    private TreeOfDay.Node NodeOf((Region Region, TimeZoneInfo Zone, int From, int Till) s, string[] grids) => new(
        s.Region,
        s.Region.Parent.Length > 0 ? s.Region.Parent : null,
        s.Zone,
        [.. below[s.Region.Code].Where(r => r.Kind != RegionKind.Trade)],
        s.Region.Kind == RegionKind.Trade ? grids : new ArraySegment<string>(grids, s.From, s.Till - s.From));
}

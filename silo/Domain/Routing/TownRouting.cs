using RealtimeGov.Domain.Regions;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Routing;

/// <summary>The town's own rules over the units that there are.</summary>
/// <param name="Ignored">Rules whose unit was closed or whose region is gone since they were set: each in words. They hold again when it returns.</param>
public sealed record TownRouting(RoutingTable Table, IReadOnlyList<string> Ignored)
{
    /// <summary>What holds today. It never fails: what has come to point nowhere is left out, and said.</summary>
    public static TownRouting Of(TreeOfDay tree, IEnumerable<Unit> registered, RoutingSettings settings)
    {
        var units = RegionUnits.UnitsOf(tree, registered);
        var bare = new RoutingTable(units, [], []);
        var ignored = new List<string>();
        var rules = settings.Rules.Where(rule => Holds($"category '{rule.Category}' in region '{rule.Region}'", rule.Region, rule.Holder, rule.Supervisor)).ToList();
        var defaults = settings.Defaults.Where(rule => Holds($"the default of region '{rule.Region}'", rule.Region, rule.LinkingCadres, rule.AssignedLeader)).ToList();
        return new TownRouting(new RoutingTable(units, rules, [.. defaults, .. Unsettled(tree, defaults)]), ignored);

        bool Holds(string what, string region, string holder, string supervisor)
        {
            var fault = FaultOf(tree, bare, region, holder, supervisor);
            if (fault is not null) ignored.Add($"{what}: {fault.Message}");
            return fault is null;
        }
    }

    /// <exception cref="RoutingException">It points at no unit, no region or itself, or says something twice.</exception>
    public static void Check(TreeOfDay tree, IEnumerable<Unit> registered, RoutingSettings settings)
    {
        var units = RegionUnits.UnitsOf(tree, registered);
        foreach (var region in settings.Rules.Select(rule => rule.Region).Concat(settings.Defaults.Select(rule => rule.Region)))
            if (UnknownRegion(tree, region) is { } fault) throw fault;
        _ = new RoutingTable(units, settings.Rules, [.. settings.Defaults, .. Unsettled(tree, settings.Defaults)]);
    }

    private static IEnumerable<RoutingDefault> Unsettled(TreeOfDay tree, IReadOnlyCollection<RoutingDefault> defaults)
    {
        var settled = defaults.Select(rule => rule.Region).ToHashSet(StringComparer.Ordinal);
        return settled.Contains("") ? [] : RegionUnits.DefaultsOf(tree, settled.Contains);
    }

    private static RoutingException? FaultOf(TreeOfDay tree, RoutingTable units, string region, string holder, string supervisor) =>
        UnknownRegion(tree, region) ?? units.FaultOf(holder, supervisor);

    private static RoutingException? UnknownRegion(TreeOfDay tree, string region) =>
        region.Length == 0 || tree.Find(region) is not null ? null : new RoutingException(RoutingFaults.Nowhere, $"'{region}' is no region of today's tree");
}

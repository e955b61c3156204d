using Orleans.Runtime;
using Orleans.Runtime.Placement;
using RealtimeGov.Domain.Placement;
using RealtimeGov.Grains;
using RealtimeGov.Grains.Placement;
using RealtimeGov.Grains.Silos;
using RealtimeGov.Grains.TownSettings;

namespace RealtimeGov.Cluster.Placement;

/// <summary>Places grains by the placement map.</summary>
internal sealed class TownPlacementDirector(IPlacementView view, ITownDirectory town, Members members) : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var (silos, grain) = (context.GetCompatibleSilos(target), target.GrainIdentity);
        // One that moves knows where to; the silo that places it may not have read the newest placement yet.
        if (IPlacementDirector.GetPlacementHint(target.RequestContextData, silos) is { } hint) return Task.FromResult(hint);
        if (GrainNames.IsSilo(grain)) return Task.FromResult(Named(GrainNames.KeyOf(grain), silos));
        if (Find(Locations.Locate(grain, view.Current, town.Stewards), silos) is { } home) return Task.FromResult(home);
        // The map does not know yet who lives: the same rule on those who do.
        var living = silos.Select(silo => members.NameOf(silo)).OfType<string>().Distinct().Order(StringComparer.Ordinal);
        var map = new PlacementMap(view.Current.Table, [.. living.Select(name => new Member(name, IsLive: true))]);
        return Task.FromResult(Named(Locations.Locate(grain, map, town.Stewards), silos));
    }

    private SiloAddress Named(string? name, SiloAddress[] silos) =>
        Find(name, silos) ?? throw new SiloUnavailableException($"no silo named {name} lives");

    private SiloAddress? Find(string? name, SiloAddress[] silos) =>
        name is null ? null : Array.Find(silos, silo => members.NameOf(silo) == name);
}

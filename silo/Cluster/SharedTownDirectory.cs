using RealtimeGov.Grains.Silos;
using RealtimeGov.Grains.TownSettings;
using RealtimeGov.Domain.Regions;
using RealtimeGov.Domain.Stewards;
using RealtimeGov.Domain.Taxonomy;

namespace RealtimeGov.Cluster;

/// <summary>A gateway's view of the town. What is registered through it is known on every silo before it is said to be.</summary>
internal sealed class SharedTownDirectory(ITownDirectory own, AllSilos silos) : ITownDirectory
{
    public RegionTree Regions => own.Regions;

    public Categories Categories => own.Categories;

    public Roster Stewards => own.Stewards;

    public TownLoop Loop => own.Loop;

    public bool IsBehind => own.IsBehind;

    public Task Refresh(CancellationToken cancellation) => Task.WhenAll(own.Refresh(cancellation), silos.Tell(silo => silo.RefreshTown()));
}

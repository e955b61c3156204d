using Orleans;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Placement;

/// <summary>Where grids run, as administrators decide it. There is one, keyed `placement`.</summary>
public interface IPlacementGrain : IGrainWithStringKey
{
    /// <summary>Decides on one request. Its answer is durable, and before it leaves every silo that lives was told.</summary>
    Task<PlacementAnswer> Change(ChangePlacement command);
}

using RealtimeGov.Protos;

namespace RealtimeGov.Actors.Contracts;

/// <summary>Where grids run, as administrators decide it. There is one, keyed `placement`.</summary>
public interface IPlacement
{
    /// <summary>Decides on one request. Its answer is durable, and this process's <see cref="IPlacementView"/> shows it.</summary>
    Task<PlacementAnswer> Change(ChangePlacement command);
}

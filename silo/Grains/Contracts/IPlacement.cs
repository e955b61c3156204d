using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Contracts;

/// <summary>Where grids run, as administrators decide it. There is one, keyed `placement`.</summary>
public interface IPlacement
{
    /// <summary>
    /// Decides on one request. Its answer is durable, and this process's <see cref="IPlacementView"/> shows it: at once, or
    /// where the store could not be read just then, a second later at most.
    /// </summary>
    Task<PlacementAnswer> Change(ChangePlacement command);
}

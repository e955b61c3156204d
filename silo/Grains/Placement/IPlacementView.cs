using RealtimeGov.Domain.Placement;

namespace RealtimeGov.Grains.Placement;

/// <summary>This process's view of where everything runs. Reading it never waits; a hint, for the journal is the truth.</summary>
public interface IPlacementView
{
    /// <summary>The newest; another instance after each change of the table or of the silos that live.</summary>
    PlacementMap Current { get; }

    /// <summary>The newest once it is another than <paramref name="seen"/>: at once where it is already.</summary>
    Task<PlacementMap> After(PlacementMap seen, CancellationToken cancellation);

    /// <summary>Reads the store again, so that what was durable before the call is seen after it.</summary>
    Task Refresh(CancellationToken cancellation);
}

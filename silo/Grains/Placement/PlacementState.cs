using RealtimeGov.Domain.Placement;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Placement;

/// <summary>What was decided so far.</summary>
public sealed class PlacementState
{
    public PlacementTable Table { get; private set; } = PlacementTable.Empty;

    public void Apply(PlacementEvent e) => Table = Table.With(e);
}

using RealtimeGov.Domain.Placement;
using RealtimeGov.Journal.Streams;
using RealtimeGov.Protos;

namespace RealtimeGov.Projections.Placement;

/// <summary>The stream <c>placement</c>.</summary>
public static class PlacementStream
{
    public static readonly StreamKind<PlacementEvent, PlacementTable> Kind = new(
        "placement", PlacementEvent.Parser, _ => PlacementTable.Empty, (table, e) => table.With(e.Event),
        new AssignmentProjection(), new SiloSettingProjection(), new AuditProjection());
}

using RealtimeGov.Domain.Grids;

namespace RealtimeGov.Domain.Routing;

/// <summary>Where a report goes.</summary>
/// <param name="GridCode">The grid that handles it; null when there is none (reason <see cref="Reasons.NoGrid"/>).</param>
/// <param name="PlaceUnsure">Only the steward's home grid was known.</param>
/// <param name="JoinUnavailable">The issue to be joined is treated as absent (reason <see cref="Reasons.JoinUnavailable"/>): its id names no grid of the tree.</param>
public readonly record struct Route(string? GridCode, bool PlaceUnsure, bool JoinUnavailable)
{
    /// <summary>
    /// Where the report belongs if the issue it joins is not open in <see cref="GridCode"/>; null when that is the same
    /// grid, or none, or when it joins nothing. <see cref="Router.WithoutJoin"/> says whether that place is unsure.
    /// </summary>
    public string? Otherwise { get; init; }
}

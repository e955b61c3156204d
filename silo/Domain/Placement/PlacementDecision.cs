using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Placement;

/// <summary>What is decided on an administrator's request.</summary>
/// <param name="Event">Null where nothing changes: refused, or so already.</param>
/// <param name="Refused">Empty, or a code of <see cref="PlacementErrors"/>.</param>
/// <param name="Detail">What is refused and why, for a person.</param>
public readonly record struct PlacementDecision(PlacementEvent? Event, string Refused = "", string Detail = "")
{
    public static readonly PlacementDecision AlreadySo = new(null);

    public static PlacementDecision Refuse(string code, string detail) => new(null, code, detail);
}

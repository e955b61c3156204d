using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Admin.Feed;

/// <summary>The whole placement of one moment: for any number of screens serialised once.</summary>
/// <param name="number">Grows with each frame of this gateway; a placement's version does not when loads change.</param>
internal sealed class PlacementFrame(ulong number, Placement placement)
{
    private readonly Lazy<SerializedHubMessage> message = new(() =>
        new SerializedHubMessage(new InvocationMessage("placement", [PlacementFigures.From(placement)])));

    public ulong Number => number;

    public Placement Placement => placement;

    public SerializedHubMessage Message => message.Value;

    /// <summary>True where nothing has changed but the time.</summary>
    public bool SaysAs(PlacementFrame other) =>
        placement.Version == other.Placement.Version && placement.Silos.Equals(other.Placement.Silos) && placement.Grids.Equals(other.Placement.Grids);
}

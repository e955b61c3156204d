using Microsoft.AspNetCore.SignalR;

namespace RealtimeGov.Gateway.Live;

/// <summary>The wire to one screen.</summary>
internal interface IScreenLine
{
    /// <summary>Completes when the transport has taken the frame; it waits while the screen does not read.</summary>
    ValueTask Write(SerializedHubMessage frame);

    void Abort();
}

/// <summary>The wire of a SignalR connection. The hub's own write lock keeps frames and replies apart.</summary>
internal sealed class HubLine(HubConnectionContext connection) : IScreenLine
{
    public ValueTask Write(SerializedHubMessage frame) => connection.WriteAsync(frame, connection.ConnectionAborted);

    public void Abort() => connection.Abort();
}

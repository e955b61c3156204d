using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Gateway.Field.Intake;
using RealtimeGov.Journal.Stores;

namespace RealtimeGov.Gateway.Live;

/// <summary>
/// Every connected screen. It replaces the hub's own way of sending to groups, which waits for no screen and skips no
/// frame: here each frame is serialised once and each screen takes the newest it can.
/// </summary>
internal sealed class Screens(
    RegionWatches watches, PlacementWatches placements, DeskWatches desks, IntakeMeter intake, StoreHealth store, TimeProvider time, ILogger<Screens> log, ILogger<DefaultHubLifetimeManager<LiveHub>> baseLog)
    : DefaultHubLifetimeManager<LiveHub>(baseLog)
{
    private readonly ConcurrentDictionary<string, Screen> byConnection = new(StringComparer.Ordinal);
    private ulong beats;

    public int Count => byConnection.Count;

    public Screen? Find(string connectionId) => byConnection.GetValueOrDefault(connectionId);

    public override async Task OnConnectedAsync(HubConnectionContext connection)
    {
        await base.OnConnectedAsync(connection);
        var screen = new Screen(new HubLine(connection), time);
        screen.Open(FrameSlot.Beat);
        byConnection[connection.ConnectionId] = screen;
        GatewayMeter.ScreenOpened();
        watches.ScreenCount = Count;
    }

    public override async Task OnDisconnectedAsync(HubConnectionContext connection)
    {
        if (byConnection.TryRemove(connection.ConnectionId, out var screen))
        {
            screen.End();
            GatewayMeter.ScreenEnded();
            watches.Forget(screen);
            placements.Forget(screen);
            desks.Forget(screen);
            watches.ScreenCount = Count;
        }

        await base.OnDisconnectedAsync(connection);
    }

    /// <summary>Tells every screen that the line is alive, the server's time, how the intake goes, and what is wrong with the store.</summary>
    public void Beat()
    {
        var frame = Frames.Message("beat", new BeatFrame(Iso.Time(time.GetUtcNow()), intake.Read(), StoreFigure.Of(store.Current)));
        var number = ++beats;
        foreach (var screen in byConnection.Values)
            screen.Offer(FrameSlot.Beat, number, frame, snapshot: false);
    }

    /// <summary>Ends the connections of screens that have stopped reading.</summary>
    public void DropStalled()
    {
        foreach (var (id, screen) in byConnection)
        {
            if (!screen.IsStalled()) continue;
            LiveLog.Dropped(log, id, (int)Screen.StallMax.TotalSeconds);
            screen.Drop();
        }
    }
}

using Microsoft.AspNetCore.SignalR;
using RealtimeGov.Domain.Time;

namespace RealtimeGov.Gateway.Live;

/// <summary>What a wall display asks for; docs/contracts/http.md says what it is sent.</summary>
internal sealed class LiveHub(RegionWatches watches, Screens screens) : Hub
{
    public const string Path = "/live";

    /// <summary>A call is a name, a region's code and a date.</summary>
    public const int MessageBytesMax = 4_096;

    /// <summary>Watches the region's current day; at the region's midnight it becomes the next one by itself.</summary>
    public void Watch(string regionCode)
    {
        if (screens.Find(Context.ConnectionId) is { } screen)
            watches.Watch(screen, regionCode ?? "", null);
    }

    /// <param name="date">yyyy-MM-dd, a local day of the region.</param>
    public void WatchDay(string regionCode, string date)
    {
        if (!LocalDay.TryParse(date ?? "", out var day)) throw LiveRefusal.MalformedDate(date ?? "");
        if (screens.Find(Context.ConnectionId) is { } screen)
            watches.Watch(screen, regionCode ?? "", day);
    }

    /// <summary>Ends all watches of the region on this connection; what is not watched is no error.</summary>
    public void Unwatch(string regionCode)
    {
        if (screens.Find(Context.ConnectionId) is { } screen)
            watches.Unwatch(screen, regionCode ?? "");
    }
}

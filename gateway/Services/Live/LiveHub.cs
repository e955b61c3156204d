using Microsoft.AspNetCore.SignalR;
using RealtimeGov.Domain.People;
using RealtimeGov.Domain.Time;
using RealtimeGov.Gateway.Identity;

namespace RealtimeGov.Gateway.Live;

/// <summary>
/// What a wall display and the administrators' page ask for; docs/contracts/http.md and admin.md say what they are sent.
/// </summary>
internal sealed class LiveHub(RegionWatches watches, PlacementWatches placements, DeskWatches desks, Screens screens) : Hub
{
    public const string Path = "/live";

    /// <summary>A call is a name, a region's code and a date.</summary>
    public const int MessageBytesMax = 4_096;

    /// <summary>Watches the region's current day; at the region's midnight it becomes the next one by itself.</summary>
    [OpenToAll]
    public void Watch(string regionCode)
    {
        if (screens.Find(Context.ConnectionId) is { } screen)
            watches.Watch(screen, regionCode ?? "", null);
    }

    /// <param name="date">yyyy-MM-dd, a local day of the region.</param>
    [OpenToAll]
    public void WatchDay(string regionCode, string date)
    {
        if (!LocalDay.TryParse(date ?? "", out var day)) throw LiveRefusal.MalformedDate(date ?? "");
        if (screens.Find(Context.ConnectionId) is { } screen)
            watches.Watch(screen, regionCode ?? "", day);
    }

    /// <summary>Ends all watches of the region on this connection; what is not watched is no error.</summary>
    [OpenToAll]
    public void Unwatch(string regionCode)
    {
        if (screens.Find(Context.ConnectionId) is { } screen)
            watches.Unwatch(screen, regionCode ?? "");
    }

    /// <summary>Where the grids run, and each change of it: for who bears the admin token. Watching what is watched sends it again.</summary>
    [Needs(Permission.ManagePlacement)]
    public void WatchPlacement()
    {
        if (screens.Find(Context.ConnectionId) is { } screen)
            placements.Watch(screen);
    }

    [OpenToAll]
    public void UnwatchPlacement()
    {
        if (screens.Find(Context.ConnectionId) is { } screen)
            placements.Unwatch(screen);
    }

    /// <summary>What happens to issues of a region, for who may read them there; another region takes the place of the one before.</summary>
    [Needs(Permission.ReadIssues)]
    public Task WatchDesk(string regionCode) =>
        screens.Find(Context.ConnectionId) is { } screen ? desks.Watch(screen, HubGate.CallerOf(Context), regionCode ?? "") : Task.CompletedTask;

    [Needs(Permission.ReadIssues)]
    public void UnwatchDesk()
    {
        if (screens.Find(Context.ConnectionId) is { } screen)
            desks.Unwatch(screen);
    }

    /// <summary>This screen has an issue open: whoever else has is shown, and shown to.</summary>
    [Needs(Permission.ReadIssues)]
    public void OpenIssue(string issueId)
    {
        if (screens.Find(Context.ConnectionId) is { } screen)
            desks.Open(screen, HubGate.CallerOf(Context), issueId ?? "");
    }

    [Needs(Permission.ReadIssues)]
    public void CloseIssue(string issueId)
    {
        if (screens.Find(Context.ConnectionId) is { } screen)
            desks.Close(screen, issueId ?? "");
    }
}

using RealtimeGov.Gateway.Admin.Feed;

namespace RealtimeGov.Gateway.Live;

/// <summary>The screens that show the placement. A slow one has one slot, which the newest frame overwrites.</summary>
internal sealed class PlacementWatches(PlacementFeed feed)
{
    private readonly Lock gate = new();
    private readonly Dictionary<Screen, Shown> shown = [];

    /// <summary>Shows the placement at once and from then on; watching what is watched already sends it again.</summary>
    public void Watch(Screen screen)
    {
        lock (gate)
        {
            if (screen.HasLeft) return;
            if (shown.TryGetValue(screen, out var watched))
            {
                feed.Answer(watched.Watcher);
                return;
            }

            screen.Open(FrameSlot.Placement);
            var watcher = new PlacementScreen(screen);
            shown[screen] = new Shown(watcher, feed.Watch(watcher));
        }
    }

    /// <summary>What is not watched is no error.</summary>
    public void Unwatch(Screen screen)
    {
        lock (gate)
        {
            if (!shown.Remove(screen, out var watched)) return;
            watched.Watch.Dispose();
            screen.Close(FrameSlot.Placement);
        }
    }

    /// <summary>The screen is gone for good; it has left already.</summary>
    public void Forget(Screen screen) => Unwatch(screen);

    private sealed record Shown(PlacementScreen Watcher, IDisposable Watch);

    private sealed class PlacementScreen(Screen screen) : IPlacementWatcher
    {
        public void Show(PlacementFrame frame, bool isAnswer) => screen.Offer(FrameSlot.Placement, frame.Number, frame.Message, isAnswer);
    }
}

namespace RealtimeGov.Gateway.Admin.Feed;

/// <summary>One who is shown the placement as it changes. It must not wait: who is slow keeps the newest frame and misses those before.</summary>
internal interface IPlacementWatcher
{
    /// <param name="isAnswer">It is what the watcher's own asking is answered with, which it may have been shown already.</param>
    void Show(PlacementFrame frame, bool isAnswer);
}

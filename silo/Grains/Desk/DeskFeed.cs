using System.Collections.Concurrent;
using RealtimeGov.Grains.Regions;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Desk;

/// <summary>
/// From this silo's issues to the gateways that have desks open: each change of an issue that is durable, the newest of each
/// issue alone. Nothing is kept for a gateway that is gone, and nobody waits for a slow one.
/// </summary>
/// <remarks>From any thread.</remarks>
public sealed class DeskFeed(IGatewayObservers observers, TimeProvider time)
{
    /// <summary>Issues whose changes wait for one gateway: a storm's worth of a second. Beyond it the gateway is told to look again.</summary>
    public const int IssuesMax = 1_000;

    /// <summary>A gateway renews three times in it.</summary>
    public static readonly TimeSpan WatchedFor = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<string, Watcher> watchers = new(StringComparer.Ordinal);

    /// <summary>Whether anybody looks: without it a change need not even be put together.</summary>
    public bool IsWatched => !watchers.IsEmpty;

    public void Watch(string observer) => watchers.GetOrAdd(observer, name => new Watcher(this, name)).Renew();

    public void Offer(IssueChange change)
    {
        foreach (var watcher in watchers.Values) watcher.Offer(change);
    }

    private sealed class Watcher(DeskFeed feed, string observer)
    {
        private readonly Lock gate = new();
        private Dictionary<string, IssueChange> waiting = new(StringComparer.Ordinal);
        private bool missed, sending;
        private long renewed;

        public void Renew()
        {
            lock (gate) renewed = feed.Now;
        }

        public void Offer(IssueChange change)
        {
            lock (gate)
            {
                if (feed.Since(renewed) > WatchedFor)
                {
                    feed.watchers.TryRemove(observer, out _);
                    return;
                }
                if (waiting.TryGetValue(change.IssueId, out var before) && before.Version >= change.Version) return;
                if (before is null && waiting.Count >= IssuesMax)
                {
                    waiting.Clear();
                    missed = true;
                }
                waiting[change.IssueId] = change;
                if (sending) return;
                sending = true;
            }
            _ = Send();
        }

        private async Task Send()
        {
            while (Next() is { } changes)
            {
                if (await feed.Push(observer, changes)) continue;
                feed.watchers.TryRemove(observer, out _); // it renews if it lives
                return;
            }
        }

        private DeskChanges? Next()
        {
            lock (gate)
            {
                if (waiting.Count == 0 && !missed)
                {
                    sending = false;
                    return null;
                }
                var changes = new DeskChanges { Missed = missed, Changes = { waiting.Values } };
                (waiting, missed) = (new(StringComparer.Ordinal), false);
                return changes;
            }
        }
    }

    private long Now => time.GetTimestamp();

    private TimeSpan Since(long timestamp) => time.GetElapsedTime(timestamp);

    private async Task<bool> Push(string observer, DeskChanges changes)
    {
        try { return await observers.Push(observer, changes); }
        catch (Exception) { return false; } // whatever it is, the next renewal begins anew
    }
}

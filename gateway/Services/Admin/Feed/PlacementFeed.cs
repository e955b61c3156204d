using Microsoft.Extensions.Logging;
using RealtimeGov.Domain.Placement;
using RealtimeGov.Grains.Placement;

namespace RealtimeGov.Gateway.Admin.Feed;

/// <summary>
/// Reads the placement for all who watch it, as long as anybody does: at once when it changes, and every second for the
/// loads. A second in which nothing has changed is not shown.
/// </summary>
internal sealed class PlacementFeed(ITownPlacement town, TimeProvider time, ILogger<PlacementFeed> log) : IDisposable
{
    public static readonly TimeSpan LoadsEvery = TimeSpan.FromSeconds(1);

    /// <summary>Changes that follow each other faster are shown together: a thousand moves in a row are no thousand frames.</summary>
    public static readonly TimeSpan ChangesEvery = TimeSpan.FromMilliseconds(50);

    private readonly Lock gate = new();
    private readonly HashSet<IPlacementWatcher> watchers = [];
    private CancellationTokenSource? reading;
    private PlacementFrame? newest;
    private ulong frames;

    /// <summary>Shows the placement at once, or as soon as it has been read, and then each change, until the answer is disposed.</summary>
    public IDisposable Watch(IPlacementWatcher watcher)
    {
        PlacementFrame? held;
        lock (gate)
        {
            watchers.Add(watcher);
            held = newest;
            if (reading is null)
            {
                reading = new CancellationTokenSource();
                _ = Read(reading);
            }
        }

        if (held is not null) watcher.Show(held, isAnswer: true);
        return new Watched(() => Forget(watcher));
    }

    /// <summary>Shows again what was shown last, to one who watches already; before the first it comes by itself.</summary>
    public void Answer(IPlacementWatcher watcher)
    {
        PlacementFrame? held;
        lock (gate)
            held = newest;
        if (held is not null) watcher.Show(held, isAnswer: true);
    }

    public void Dispose()
    {
        CancellationTokenSource? over;
        lock (gate)
        {
            watchers.Clear();
            over = Stop();
        }

        over?.Cancel();
    }

    private void Forget(IPlacementWatcher watcher)
    {
        CancellationTokenSource? over = null;
        lock (gate)
        {
            if (watchers.Remove(watcher) && watchers.Count == 0) over = Stop();
        }

        over?.Cancel(); // not under the gate: what waits for it goes on at once, on this thread
    }

    // Under the gate. What is held would be old to who watches next.
    private CancellationTokenSource? Stop()
    {
        var over = reading;
        (reading, newest) = (null, null);
        return over;
    }

    private async Task Read(CancellationTokenSource own)
    {
        var stopped = own.Token;
        await Task.Yield(); // the first caller's gate is not held here
        PlacementFrame? shown = null;
        while (!stopped.IsCancellationRequested)
        {
            try
            {
                // Taken before: what changes while it is being read is read again.
                var seen = town.View.Current;
                var frame = Take(await town.Get(stopped), own);
                if (frame is null) return;
                if (shown is null || !frame.Value.Frame.SaysAs(shown)) Show(shown = frame.Value.Frame, frame.Value.To);
                await Task.Delay(ChangesEvery, time, stopped);
                await ChangeOrLoads(seen, stopped);
            }
            catch (OperationCanceledException) when (stopped.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                AdminLog.ReadFailed(log, error);
                await Task.Delay(LoadsEvery, time, stopped).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    // Null where nobody watches any more, or who watches now has another reading.
    private (PlacementFrame Frame, IPlacementWatcher[] To)? Take(Protos.Placement placement, CancellationTokenSource own)
    {
        lock (gate)
        {
            if (reading != own) return null;
            newest = new PlacementFrame(++frames, placement);
            return (newest, [.. watchers]);
        }
    }

    private static void Show(PlacementFrame frame, IPlacementWatcher[] to)
    {
        foreach (var watcher in to) watcher.Show(frame, isAnswer: false);
    }

    private async Task ChangeOrLoads(PlacementMap seen, CancellationToken stopped)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopped);
        var change = town.View.After(seen, either.Token);
        var loads = Task.Delay(LoadsEvery - ChangesEvery, time, either.Token);
        await Task.WhenAny(change, loads);
        await either.CancelAsync();
        // One of them ends as cancelled, and nobody needs to know.
        await Task.WhenAll(change, loads).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stopped.ThrowIfCancellationRequested();
    }

    private sealed class Watched(Action forget) : IDisposable
    {
        public void Dispose() => forget();
    }
}

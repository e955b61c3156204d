using RealtimeGov.Protos;

namespace RealtimeGov.Devices.Transport;

/// <summary>
/// Reports answered RETRY, apart from the window and by grid: each grid has a backoff of its own, so that one that is
/// full, or on the move, holds up nobody else's reports. All of a grid's go together when its wait is over; a receipt
/// other than RETRY from that grid begins its backoff anew.
/// </summary>
internal sealed class GridRetries(
    FieldClientOptions options, TimeProvider time, Func<double> random, Action<Parcel> send, CancellationToken stop)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Waiting> grids = new(StringComparer.Ordinal);

    /// <summary>Reports that wait here.</summary>
    public int Count { get; private set; }

    /// <summary>Takes a report that was answered RETRY.</summary>
    public void Park(BatchItem item, string grid)
    {
        lock (gate)
        {
            if (!grids.TryGetValue(grid, out var waiting))
                grids.Add(grid, waiting = new Waiting(new Backoff(options.ShortestBackoff, options.LongestBackoff, random)));
            waiting.Items.Add(item with { IsRetry = true });
            Count++;
            if (waiting.Items.Count == 1)
                _ = ReleaseAsync(grid, waiting, waiting.Backoff.Next());
        }
    }

    /// <summary>The grid answers again.</summary>
    public void Succeeded(string grid)
    {
        lock (gate)
        {
            if (!grids.TryGetValue(grid, out var waiting))
                return;
            waiting.Backoff.Reset();
            if (waiting.Items.Count == 0)
                grids.Remove(grid);
        }
    }

    // One at a time for each grid that has reports here.
    private async Task ReleaseAsync(string grid, Waiting waiting, TimeSpan wait)
    {
        try
        {
            await Task.Delay(wait, time, stop);
        }
        catch (OperationCanceledException)
        {
            return; // The client ends; it tells whoever waits.
        }

        List<BatchItem> due;
        lock (gate)
        {
            due = waiting.Items;
            waiting.Items = [];
            Count -= due.Count;
        }

        foreach (var parcel in Parcel.Pack(due))
            send(parcel);
    }

    private sealed class Waiting(Backoff backoff)
    {
        public Backoff Backoff => backoff;

        public List<BatchItem> Items { get; set; } = [];
    }
}

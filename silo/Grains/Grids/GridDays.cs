using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.Summaries;
using RealtimeGov.Journal.Stores;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Grids;

/// <summary>
/// The days a grid has in memory: those of the last eight days, and a bounded number of older ones, read from the store
/// when a report of such a day comes. Also each day as it is durable, which is all that leaves the grid.
/// </summary>
internal sealed class GridDays(string grid, SiloContext silo)
{
    public const int RecentDays = 8;

    /// <summary>Older days in memory.</summary>
    public const int OlderMax = 64;

    private readonly Dictionary<DayKey, FrozenTally> durable = [];
    private readonly Queue<DayKey> older = new();
    private readonly HashSet<DayKey> queued = [];
    private int reading;
    private Opening? opening;

    public DaySummary? Durable(DayKey key) => durable.GetValueOrDefault(key)?.ToSummary(grid, key.Date);

    public void MakeDurable(DayKey key, FrozenTally tally)
    {
        if (!durable.TryGetValue(key, out var held) || held.Version < tally.Version) durable[key] = tally;
    }

    /// <summary>
    /// Reads those of the keys that are not open; null when all are. Who needs what is being read waits for the same read,
    /// so that of several commands that wake a grid the first is decided first.
    /// </summary>
    public Task? Missing(GridState state, IEnumerable<DayKey> keys)
    {
        List<DayKey>? missing = null;
        foreach (var key in keys)
            if (!state.Days.ContainsKey(key) && missing?.Contains(key) != true) (missing ??= []).Add(key);
        if (missing is null) return null;
        if (opening is { } other && other.State == state && missing.TrueForAll(other.Keys.Contains)) return other.Done;
        return Start(state, missing);
    }

    /// <summary>The durable day, read from the store where it is not in memory.</summary>
    public async Task<DaySummary> Read(DayKey key)
    {
        if (Durable(key) is { } held) return held;
        var rows = await silo.Streams.Days(grid, [key], CancellationToken.None);
        return Durable(key) ?? ToTally(rows.GetValueOrDefault(key)).Freeze().ToSummary(grid, key.Date);
    }

    /// <summary>Closes older days beyond the bound: none that has a change in flight, is unsent or is watched.</summary>
    public void Trim(GridState state, ulong durableSeq, int today, Func<DayKey, bool> isBusy)
    {
        if (reading > 0 || state.Days.Count <= OlderMax) return; // a read under way may bring a day as it was before
        foreach (var key in state.Days.Keys)
            if (key.Date <= today - RecentDays && queued.Add(key)) older.Enqueue(key);
        for (var looked = older.Count; looked > 0 && older.Count > OlderMax; looked--)
        {
            var key = older.Dequeue();
            if (state.Days.TryGetValue(key, out var tally) && (tally.Version > durableSeq || isBusy(key)))
            {
                older.Enqueue(key);
                continue;
            }
            queued.Remove(key);
            state.CloseDay(key);
            durable.Remove(key);
        }
    }

    private Task Start(GridState state, List<DayKey> keys)
    {
        var done = Open(state, keys);
        if (!done.IsCompleted) opening = new Opening(state, keys, done);
        return done;
    }

    private static Tally ToTally(DayRow? row) =>
        row is null ? new Tally() : Tally.From(row.Tally.Counts, row.Tally.Version, row.Newest);

    private async Task Open(GridState state, List<DayKey> keys)
    {
        reading++;
        try
        {
            var rows = await silo.Streams.Days(grid, keys, CancellationToken.None);
            foreach (var key in keys)
            {
                if (state.Days.ContainsKey(key)) continue; // another command was faster, and may have changed it since
                var tally = ToTally(rows.GetValueOrDefault(key));
                state.OpenDay(key, tally);
                MakeDurable(key, tally.Freeze());
            }
        }
        finally
        {
            reading--;
            if (opening?.Keys == keys) opening = null; // were it kept, a failed read would fail whoever comes
        }
    }

    /// <summary>The newest read under way.</summary>
    private sealed record Opening(GridState State, List<DayKey> Keys, Task Done);
}

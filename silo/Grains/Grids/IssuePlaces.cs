using RealtimeGov.Domain.Grids;

namespace RealtimeGov.Grains.Grids;

/// <summary>
/// Where a grid's open issues lie, read from their contents when a report first looks around among them. A grid that wakes
/// need not read the positions of a year's open issues to decide on one report: only those of its category and time.
/// </summary>
internal sealed class IssuePlaces(string stream, SiloContext silo)
{
    private (GridState State, Task Done)? reading;

    /// <summary>
    /// Reads the positions that the searches need and the state does not have; null when it has all. While one read is
    /// under way everybody waits for it, so that commands are decided in the order in which they came.
    /// </summary>
    public Task? Missing(GridState state, List<NearSearch> searches)
    {
        if (reading is { } other && other.State == state) return other.Done;
        Dictionary<ulong, ulong>? missing = null;
        foreach (var search in searches)
            foreach (var (number, seq) in state.Issues.Unplaced(search)) (missing ??= [])[seq] = number;
        if (missing is null) return null;
        var done = Read(state, missing);
        if (!done.IsCompleted) reading = (state, done);
        return done;
    }

    private async Task Read(GridState state, Dictionary<ulong, ulong> missing)
    {
        try
        {
            var contents = await silo.Streams.Contents(stream, [.. missing.Keys], CancellationToken.None);
            foreach (var (seq, number) in missing)
            {
                if (contents.GetValueOrDefault(seq)?.Location is { } at) state.Issues.Place(number, at.Latitude, at.Longitude);
                else state.Issues.PlaceNowhere(number);
            }
        }
        finally
        {
            if (reading?.State == state) reading = null; // were it kept, a failed read would fail whoever comes
        }
    }
}

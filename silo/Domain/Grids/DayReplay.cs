using RealtimeGov.Domain.Summaries;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Grids;

/// <summary>
/// A day of a grid as it was after some of its events: those that touch it are folded as the grid folds them, from the first on. What the
/// grid knows beside its days is not needed for it, so nothing from before that day has to be read.
/// </summary>
public sealed class DayReplay(string grid, int date)
{
    private readonly Dictionary<DayKey, Tally> days = [];

    /// <summary>In the order of their seq; others than those of the day change nothing.</summary>
    public void Apply(ulong seq, GridEvent e)
    {
        foreach (var key in GridDecider.DaysTouchedBy(e))
            if (key.Date == date && !days.ContainsKey(key)) days.Add(key, new Tally());
        DayFold.Apply(days, grid, seq, e);
    }

    /// <param name="unit">A trade's code, or empty for the place.</param>
    /// <returns>Null where nothing of it had happened.</returns>
    public Tally? Of(string unit) => days.GetValueOrDefault(new DayKey(date, unit));
}

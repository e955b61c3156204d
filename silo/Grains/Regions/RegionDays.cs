using RealtimeGov.Domain.Regions;
using RealtimeGov.Domain.Summaries;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Regions;

/// <summary>A region's day as the read model has it: what the region starts from when it wakes.</summary>
internal static class RegionDays
{
    public static async Task<RegionDay> Read(string code, int date, SiloContext silo)
    {
        var day = new RegionDay(code, date);
        await Refresh(day, code, silo);
        return day;
    }

    /// <summary>Takes from the rows what the day does not have. True when something changed.</summary>
    public static async Task<bool> Refresh(RegionDay day, string code, SiloContext silo)
    {
        var (date, changed) = (day.Date, false);
        var tree = silo.Town.Regions.On(date);
        var unit = tree.IsTrade(code) ? code : "";
        var grids = tree.GridsBelow(code).ToHashSet();
        // A trade's rows are of its own unit already.
        var rows = await (unit.Length > 0 ? silo.ReadModel.Days(date, unit, CancellationToken.None) : silo.ReadModel.Days(date, unit, grids, CancellationToken.None));
        foreach (var child in rows.GroupBy(row => ChildAbove(tree, code, row.Grid)).Where(group => group.Key is not null))
            changed |= day.Accept(Summary(child.Key!, date, child));
        if (!changed) return false;
        day.Recall(await silo.ReadModel.Newest(date, unit, grids, Newest.Max, CancellationToken.None));
        return true;
    }

    /// <summary>The direct child of the region through which a grid counts; null when it does not. A trade's children are grids.</summary>
    private static string? ChildAbove(TreeOfDay tree, string region, string grid)
    {
        if (tree.IsTrade(region)) return grid;
        var child = grid;
        while (tree.ParentOf(child) is { } parent)
        {
            if (parent == region) return child;
            child = parent;
        }
        return null;
    }

    private static DaySummary Summary(string child, int date, IEnumerable<DayTally> rows)
    {
        var summary = new DaySummary { Region = child, Date = date, Counts = new DayCounts() };
        foreach (var row in rows)
        {
            summary.Version += row.Version;
            RegionDay.Sum(summary.Counts, row.Counts);
            summary.Grids.Add(new ChildCount { Code = row.Grid, Valid = row.Counts.Valid, Version = row.Version });
        }
        return summary;
    }
}

using RealtimeGov.Domain.Regions;
using RealtimeGov.Domain.Summaries;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Days;

/// <summary>Adds up the store's rows to a region's day: the same numbers and the same version as the region's grain.</summary>
public static class DaySums
{
    /// <summary>The unit under which a region's rows are kept: a trade's own code, nothing for a place.</summary>
    public static string UnitOf(string region, TreeOfDay tree) => tree.IsTrade(region) ? region : "";

    /// <summary>Rows of grids that are not below the region on that day's tree are left out; the feed is left empty.</summary>
    public static DaySummary Of(string region, int date, TreeOfDay tree, IEnumerable<DayTally> rows)
    {
        var byGrid = rows.ToDictionary(r => r.Grid, StringComparer.Ordinal);
        var summary = new DaySummary { Region = region, Date = date, Counts = new DayCounts() };
        foreach (var row in Below(region, tree, byGrid))
        {
            summary.Version += row.Version;
            RegionDay.Sum(summary.Counts, row.Counts);
            summary.Grids.Add(new ChildCount { Code = row.Grid, Valid = row.Counts.Valid, Version = row.Version });
        }

        foreach (var child in tree.Children(region))
            summary.Children.Add(ChildOf(child.Code, Below(child.Code, tree, byGrid)));
        return summary;
    }

    private static IEnumerable<DayTally> Below(string region, TreeOfDay tree, Dictionary<string, DayTally> byGrid) =>
        tree.GridsBelow(region).Select(code => byGrid.GetValueOrDefault(code)).OfType<DayTally>();

    private static ChildCount ChildOf(string code, IEnumerable<DayTally> rows)
    {
        var child = new ChildCount { Code = code };
        foreach (var row in rows)
        {
            child.Valid += row.Counts.Valid;
            child.Version += row.Version;
        }

        return child;
    }
}

using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Summaries;

/// <summary>
/// One day of a region: the sum of its children's days. Each child is held whole at its highest version, so that lost,
/// repeated and reordered summaries all end at the same sum.
/// </summary>
public sealed class RegionDay(string region, int date)
{
    private readonly Dictionary<string, Child> children = [];
    private readonly Newest newest = new();
    private ulong version;

    public int Date => date;

    /// <summary>The sum of the children's versions: grows with every change below.</summary>
    public ulong Version => version;

    /// <summary>The version held of a child; 0 when none.</summary>
    public ulong VersionOf(string child) => children.TryGetValue(child, out var held) ? held.Version : 0;

    /// <summary>
    /// Takes a child's day if its version is above the one held and none of its grids falls behind: sums of versions may
    /// hide that one grid's is older, and its count would fall for a moment. True when something changed.
    /// </summary>
    public bool Accept(DaySummary child)
    {
        var held = children.GetValueOrDefault(child.Region);
        if (child.Version <= (held?.Version ?? 0) || held?.LosesNothingTo(child) == false) return false;
        version += child.Version - (held?.Version ?? 0);
        children[child.Region] = Child.From(child);
        foreach (var item in child.Newest) newest.Add(item);
        return true;
    }

    public void Recall(IEnumerable<FeedItem> items)
    {
        foreach (var item in items) newest.Add(item);
    }

    /// <summary>The day of this moment, as a message that no longer changes.</summary>
    public DaySummary ToSummary()
    {
        var summary = new DaySummary { Region = region, Date = date, Version = version, Counts = new DayCounts() };
        foreach (var (code, child) in children)
        {
            Sum(summary.Counts, child.Counts);
            summary.Children.Add(new ChildCount { Code = code, Valid = child.Counts.Valid, Version = child.Version });
            summary.Grids.AddRange(child.Grids);
        }
        summary.Newest.AddRange(newest.Items);
        return summary;
    }

    /// <summary>Adds one day's counts to another's.</summary>
    public static void Sum(DayCounts into, DayCounts part)
    {
        into.Valid += part.Valid;
        into.Invalid += part.Invalid;
        into.Opened += part.Opened;
        into.Joined += part.Joined;
        into.Recorded += part.Recorded;
        into.AwaitingReview += part.AwaitingReview;
        Funnel.From(part).AddTo(into);
        foreach (var (category, count) in part.ByCategory)
            into.ByCategory[category] = into.ByCategory.TryGetValue(category, out var sum) ? sum + count : count;
    }

    private sealed record Child(ulong Version, DayCounts Counts, IReadOnlyList<ChildCount> Grids)
    {
        /// <summary>No grid's version is lower there than here.</summary>
        public bool LosesNothingTo(DaySummary summary)
        {
            if (Grids.Count == 1 && summary.Grids.Count <= 1) return true; // the same grid: its version is the sum
            var versions = summary.Grids.ToDictionary(grid => grid.Code, grid => grid.Version);
            return Grids.All(grid => versions.TryGetValue(grid.Code, out var theirs) && theirs >= grid.Version);
        }

        public static Child From(DaySummary summary) => new(summary.Version, summary.Counts,
            // A grid has no grids below: it is its own.
            summary.Grids.Count > 0 ? summary.Grids : [new ChildCount { Code = summary.Region, Valid = summary.Counts.Valid, Version = summary.Version }]);
    }
}

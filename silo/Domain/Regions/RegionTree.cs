using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Regions;

/// <summary>
/// The region tree, dated: on each local day the definition with the greatest from_date up to it holds for each code.
/// Immutable; safe from any thread. Every day's tree has been checked when the constructor returns.
/// </summary>
public sealed class RegionTree
{
    // One for each day on which something changed, in the order of days: few, because edits are rare and act together.
    private readonly int[] days;
    private readonly Lazy<TreeOfDay>[] trees;
    private readonly Dictionary<string, SortedList<int, RegionDefined>> byCode;

    private RegionTree(Dictionary<string, SortedList<int, RegionDefined>> byCode)
    {
        this.byCode = byCode;
        days = [.. byCode.Values.SelectMany(dated => dated.Keys).Distinct().Order()];
        trees = [.. days.Select(day => new Lazy<TreeOfDay>(() => TreeOfDay.Of(Holding(day))))];
    }

    public static RegionTree Empty { get; } = new([]);

    /// <summary>The tree that holds when every definition so far is in force.</summary>
    public TreeOfDay Latest => trees.Length == 0 ? TreeOfDay.Empty : trees[^1].Value;

    /// <summary>Every definition, by code and day.</summary>
    public IEnumerable<RegionDefined> Definitions =>
        byCode.OrderBy(code => code.Key, StringComparer.Ordinal).SelectMany(code => code.Value.Values);

    /// <summary>Of two definitions of one code from one day the later in the sequence holds.</summary>
    /// <exception cref="RegionTreeException">On some day they make no tree.</exception>
    public static RegionTree From(IEnumerable<RegionDefined> definitions)
    {
        var byCode = new Dictionary<string, SortedList<int, RegionDefined>>(StringComparer.Ordinal);
        foreach (var definition in definitions)
        {
            TreeRules.CheckAlone(definition);
            if (!byCode.TryGetValue(definition.Region.Code, out var dated)) byCode.Add(definition.Region.Code, dated = []);
            dated[definition.FromDate] = definition;
        }

        var tree = new RegionTree(byCode);
        foreach (var day in tree.days) TreeRules.CheckTogether(tree.Holding(day));
        return tree;
    }

    /// <summary>The tree of a local day (days since 1970-01-01); the same instance for days between which nothing changes.</summary>
    public TreeOfDay On(int epochDay)
    {
        var at = Array.BinarySearch(days, epochDay);
        if (at < 0) at = ~at - 1;
        return at < 0 ? TreeOfDay.Empty : trees[at].Value;
    }

    /// <summary>The tree of the day that an instant (microseconds since 1970-01-01T00:00Z) falls on in the root's zone.</summary>
    public TreeOfDay At(long instantUs) => On(LocalDay.Of(instantUs, Latest.Zone));

    /// <summary>The definitions of one code, by day; empty where there is none.</summary>
    internal IReadOnlyList<RegionDefined> Of(string code) =>
        byCode.TryGetValue(code, out var dated) ? [.. dated.Values] : [];

    private Dictionary<string, Region> Holding(int day)
    {
        var holding = new Dictionary<string, Region>(byCode.Count, StringComparer.Ordinal);
        foreach (var (code, dated) in byCode)
        {
            var at = dated.Count - 1;
            while (at >= 0 && dated.Keys[at] > day) at--;
            if (at >= 0) holding.Add(code, dated.Values[at].Region);
        }

        return holding;
    }
}

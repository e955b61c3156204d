using RealtimeGov.Domain.Taxonomy;

namespace RealtimeGov.Domain.Grids;

/// <summary>
/// The grid's open issues by their numbers (<see cref="Routing.IssueId"/>), and which of them lie near a new report. A year's
/// are a thousand in each grid, so none has an object of its own: a collection of garbage walks over tables, not issues.
/// </summary>
public sealed class OpenIssues
{
    private readonly Dictionary<ulong, OpenIssueFacts> byNumber = [];
    private readonly Dictionary<string, CategoryIssues> byCategory = [];

    public int Count => byNumber.Count;

    public IEnumerable<KeyValuePair<ulong, OpenIssueFacts>> All => byNumber;

    /// <summary>Makes room for as many at once; growing by and by costs several times that.</summary>
    public void EnsureCapacity(int issues) => byNumber.EnsureCapacity(issues);

    public bool Contains(ulong number) => byNumber.ContainsKey(number);

    public void Add(ulong number, OpenIssueFacts facts)
    {
        if (!byCategory.TryGetValue(facts.Category, out var ofCategory))
            byCategory[facts.Category] = ofCategory = new CategoryIssues(facts.Category);
        byNumber[number] = facts with { Category = ofCategory.Category }; // one text for all of them
        if (facts.Category != Categories.Unclassified) ofCategory.Unplaced.Add(number);
    }

    /// <summary>Somebody has reviewed it. Of one that is not open it changes nothing.</summary>
    public void Review(ulong number)
    {
        if (byNumber.TryGetValue(number, out var facts)) byNumber[number] = facts with { IsReviewed = true };
    }

    public bool IsReviewed(ulong number) => byNumber.TryGetValue(number, out var facts) && facts.IsReviewed;

    /// <summary>It takes no more reports. Of one that is not open it changes nothing.</summary>
    public void Remove(ulong number)
    {
        if (!byNumber.Remove(number, out var facts)) return;
        var ofCategory = byCategory[facts.Category];
        if (!ofCategory.Unplaced.Remove(number)) ofCategory.Placed.Remove(number);
    }

    /// <summary>
    /// Tells where an open issue lies, in WGS84 degrees; the second time it changes nothing. Positions are content: not
    /// journalled as facts, not in snapshots.
    /// </summary>
    public void Place(ulong number, double latitude, double longitude)
    {
        if (!byNumber.TryGetValue(number, out var facts)) return;
        var ofCategory = byCategory[facts.Category];
        if (ofCategory.Unplaced.Remove(number)) ofCategory.Placed.Add(new PlacedIssue(number, facts.ObservedAtUs, latitude, longitude));
    }

    /// <summary>Tells that it lies nowhere: it was reported without a position, or that has been erased.</summary>
    public void PlaceNowhere(ulong number)
    {
        if (byNumber.TryGetValue(number, out var facts)) byCategory[facts.Category].Unplaced.Remove(number);
    }

    /// <summary>
    /// Open issues that may be near to what <paramref name="search"/> looks for, if one knew where they lie. They must be
    /// placed before <see cref="Near"/> is right; the others of a year's open issues need not.
    /// </summary>
    public IEnumerable<(ulong Number, ulong Seq)> Unplaced(NearSearch search)
    {
        if (!byCategory.TryGetValue(search.Category, out var ofCategory)) yield break;
        foreach (var number in ofCategory.Unplaced)
        {
            var facts = byNumber[number];
            if (Math.Abs(facts.ObservedAtUs - search.ObservedAtUs) <= search.WithinUs) yield return (number, facts.Seq);
        }
    }

    /// <summary>Open issues of the same leaf category within the category's distance and time, nearest first.</summary>
    public IReadOnlyList<ulong> Near(string category, long observedAtUs, double latitude, double longitude, Nearness nearness) =>
        byCategory.TryGetValue(category, out var ofCategory) ? ofCategory.Placed.Near(observedAtUs, latitude, longitude, nearness) : [];

    private sealed class CategoryIssues(string category)
    {
        public string Category => category;

        public HashSet<ulong> Unplaced { get; } = [];

        public NearIndex Placed { get; } = new();
    }
}

/// <summary>What a report makes the grid look for: issues of its category, observed within a time of it.</summary>
public readonly record struct NearSearch(string Category, long ObservedAtUs, long WithinUs);

/// <param name="Seq">Where the content of the report that opened it lies in the grid's stream.</param>
/// <param name="IsReviewed">Somebody has reviewed it: whoever joins it needs no review.</param>
public readonly record struct OpenIssueFacts(string Category, long ObservedAtUs, ulong Seq, bool IsReviewed = false);

public readonly record struct PlacedIssue(ulong Number, long ObservedAtUs, double Latitude, double Longitude);

using RealtimeGov.Domain.Taxonomy;

namespace RealtimeGov.Domain.Grids;

/// <summary>The grid's open issues, and which of them lie near a new report.</summary>
public sealed class OpenIssues
{
    private readonly Dictionary<string, OpenIssueFacts> byId = [];
    private readonly Dictionary<string, NearIndex> byCategory = [];
    private readonly Dictionary<string, Dictionary<string, OpenIssueFacts>> unplaced = []; // by category

    public int Count => byId.Count;

    public IEnumerable<KeyValuePair<string, OpenIssueFacts>> All => byId;

    public bool Contains(string issueId) => byId.ContainsKey(issueId);

    public void Add(string issueId, OpenIssueFacts facts)
    {
        byId[issueId] = facts;
        if (facts.Category == Categories.Unclassified) return;
        if (!unplaced.TryGetValue(facts.Category, out var ofCategory)) unplaced[facts.Category] = ofCategory = [];
        ofCategory[issueId] = facts;
    }

    /// <summary>
    /// Tells where an open issue lies, in WGS84 degrees; the second time it changes nothing. Positions are content: not
    /// journalled as facts, not in snapshots.
    /// </summary>
    public void Place(string issueId, double latitude, double longitude)
    {
        if (!byId.TryGetValue(issueId, out var facts) || !IsUnplaced(issueId, facts.Category)) return;
        PlaceNowhere(issueId);
        if (!byCategory.TryGetValue(facts.Category, out var index)) byCategory[facts.Category] = index = new NearIndex();
        index.Add(new PlacedIssue(issueId, facts.ObservedAtUs, latitude, longitude));
    }

    /// <summary>Tells that it lies nowhere: it was reported without a position, or that has been erased.</summary>
    public void PlaceNowhere(string issueId)
    {
        if (byId.TryGetValue(issueId, out var facts) && unplaced.TryGetValue(facts.Category, out var ofCategory)) ofCategory.Remove(issueId);
    }

    /// <summary>
    /// Open issues that may be near to what <paramref name="search"/> looks for, if one knew where they lie. They must be
    /// placed before <see cref="Near"/> is right; the others of a year's open issues need not.
    /// </summary>
    public IEnumerable<(string IssueId, ulong Seq)> Unplaced(NearSearch search) =>
        unplaced.TryGetValue(search.Category, out var ofCategory) && ofCategory.Count > 0
            ? ofCategory.Where(issue => Math.Abs(issue.Value.ObservedAtUs - search.ObservedAtUs) <= search.WithinUs).Select(issue => (issue.Key, issue.Value.Seq))
            : [];

    /// <summary>Open issues of the same leaf category within the category's distance and time, nearest first.</summary>
    public IReadOnlyList<string> Near(string category, long observedAtUs, double latitude, double longitude, Nearness nearness) =>
        byCategory.TryGetValue(category, out var index) ? index.Near(observedAtUs, latitude, longitude, nearness) : [];

    private bool IsUnplaced(string issueId, string category) => unplaced.TryGetValue(category, out var ofCategory) && ofCategory.ContainsKey(issueId);
}

/// <summary>What a report makes the grid look for: issues of its category, observed within a time of it.</summary>
public readonly record struct NearSearch(string Category, long ObservedAtUs, long WithinUs);

/// <param name="Seq">Where the content of the report that opened it lies in the grid's stream.</param>
public readonly record struct OpenIssueFacts(string Category, long ObservedAtUs, ulong Seq);

public readonly record struct PlacedIssue(string IssueId, long ObservedAtUs, double Latitude, double Longitude);

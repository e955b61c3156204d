using RealtimeGov.Domain.Taxonomy;

namespace RealtimeGov.Domain.Grids;

/// <summary>The grid's open issues, and which of them lie near a new report.</summary>
public sealed class OpenIssues
{
    private readonly Dictionary<string, OpenIssueFacts> byId = [];
    private readonly Dictionary<string, NearIndex> byCategory = [];

    public int Count => byId.Count;

    public IEnumerable<KeyValuePair<string, OpenIssueFacts>> All => byId;

    public bool Contains(string issueId) => byId.ContainsKey(issueId);

    public void Add(string issueId, OpenIssueFacts facts) => byId[issueId] = facts;

    /// <summary>Tells where an open issue lies, in WGS84 degrees. Positions are content: not journalled as facts, not in snapshots.</summary>
    public void Place(string issueId, double latitude, double longitude)
    {
        if (!byId.TryGetValue(issueId, out var facts) || facts.Category == Categories.Unclassified) return;
        if (!byCategory.TryGetValue(facts.Category, out var index)) byCategory[facts.Category] = index = new NearIndex();
        index.Add(new PlacedIssue(issueId, facts.ObservedAtUs, latitude, longitude));
    }

    /// <summary>Open issues of the same leaf category within the category's distance and time, nearest first.</summary>
    public IReadOnlyList<string> Near(string category, long observedAtUs, double latitude, double longitude, Nearness nearness) =>
        byCategory.TryGetValue(category, out var index) ? index.Near(observedAtUs, latitude, longitude, nearness) : [];
}

/// <param name="Seq">Where the content of the report that opened it lies in the grid's stream.</param>
public readonly record struct OpenIssueFacts(string Category, long ObservedAtUs, ulong Seq);

public readonly record struct PlacedIssue(string IssueId, long ObservedAtUs, double Latitude, double Longitude);

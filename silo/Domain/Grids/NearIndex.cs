using RealtimeGov.Domain.Routing;
using RealtimeGov.Domain.Taxonomy;

namespace RealtimeGov.Domain.Grids;

/// <summary>
/// The open issues of one category by place: a mesh of square cells as wide as the category's distance, so that all
/// that is near lies in the nine cells around.
/// </summary>
public sealed class NearIndex
{
    /// <summary>Issues kept in one cell, the latest observed: a heap of reports on one spot must not cost more with each.</summary>
    public const int CellMax = 64;

    /// <summary>Suggestions are for people: more than these are not read.</summary>
    public const int SuggestionsMax = 5;


    private readonly Dictionary<(long Row, long Column), List<PlacedIssue>> cells = [];
    private readonly List<PlacedIssue> all = [];
    private double cellDegrees, columnDegrees;

    public void Add(PlacedIssue issue)
    {
        all.Add(issue);
        if (cellDegrees > 0) Insert(issue);
    }

    /// <summary>Issues end a few a day: their place among all is looked for.</summary>
    public void Remove(ulong number)
    {
        var at = all.FindIndex(issue => issue.Number == number);
        if (at < 0) return;
        if (cellDegrees > 0) cells.GetValueOrDefault(CellOf(all[at].Latitude, all[at].Longitude))?.RemoveAll(issue => issue.Number == number);
        all.RemoveAt(at);
    }

    public IReadOnlyList<ulong> Near(long observedAtUs, double latitude, double longitude, Nearness nearness)
    {
        if (all.Count == 0) return [];
        if (cellDegrees != nearness.DistanceM / Position.MetresPerDegree) Rebuild(nearness.DistanceM);
        List<(double DistanceM, ulong Number)>? found = null;
        var (row, column) = CellOf(latitude, longitude);
        for (var r = row - 1; r <= row + 1; r++)
            for (var c = column - 1; c <= column + 1; c++)
                foreach (var issue in cells.GetValueOrDefault((r, c)) ?? [])
                {
                    if (Math.Abs(issue.ObservedAtUs - observedAtUs) > nearness.WithinUs) continue;
                    var distanceM = DistanceM(issue.Latitude, issue.Longitude, latitude, longitude);
                    if (distanceM <= nearness.DistanceM) (found ??= []).Add((distanceM, issue.Number));
                }
        if (found is null) return [];
        found.Sort();
        return [.. found.Take(SuggestionsMax).Select(f => f.Number)];
    }

    /// <summary>Metres between two positions in degrees, on a plane tangent between them: right to 0.1 % within 10 km.</summary>
    public static double DistanceM(double latitude1, double longitude1, double latitude2, double longitude2)
    {
        var north = (latitude2 - latitude1) * Position.MetresPerDegree;
        var middle = (latitude1 + latitude2) / 2 * Math.PI / 180;
        var east = (longitude2 - longitude1) * Position.MetresPerDegree * Math.Cos(middle);
        return Math.Sqrt(north * north + east * east);
    }

    private void Rebuild(double distanceM)
    {
        cells.Clear();
        cellDegrees = distanceM / Position.MetresPerDegree;
        // Columns keep one width in degrees over the whole mesh, made a half wider than at the first position, so that
        // a cell stays at least the distance wide wherever the grid's reports lie.
        var cosine = Math.Max(0.01, Math.Cos(all[0].Latitude * Math.PI / 180));
        columnDegrees = cellDegrees / cosine * 1.5;
        foreach (var issue in all) Insert(issue);
    }

    private void Insert(PlacedIssue issue)
    {
        var key = CellOf(issue.Latitude, issue.Longitude);
        if (!cells.TryGetValue(key, out var cell)) cells[key] = cell = [];
        cell.Add(issue);
        if (cell.Count <= CellMax) return;
        var oldest = 0;
        for (var i = 1; i < cell.Count; i++)
            if (cell[i].ObservedAtUs < cell[oldest].ObservedAtUs) oldest = i;
        cell.RemoveAt(oldest);
    }

    private (long Row, long Column) CellOf(double latitude, double longitude) =>
        ((long)Math.Floor(latitude / cellDegrees), (long)Math.Floor(longitude / columnDegrees));
}

using RealtimeGov.Domain.Routing;
using RealtimeGov.Domain.Taxonomy;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Grids;

/// <summary>
/// "Is it one of these?": the open issues about which a person is asked before a report opens another. Wider than
/// <see cref="NearIndex"/>, which suggests to the desk by itself: here somebody looks, and says no as easily as yes.
/// </summary>
public static class OneOfThese
{
    /// <summary>More than a telephone shows at once is not read.</summary>
    public const int Most = 5;

    /// <summary>As far as one sees along a street.</summary>
    public const double WithinM = 100;

    /// <summary>So much of a position's own uncertainty is believed: a phone between houses is off by some tens of metres.</summary>
    public const double AccuracyMaxM = 100;

    /// <summary>What was counted longer ago is another matter.</summary>
    public const int Days = 30;

    /// <summary>
    /// By nearness: what lies within <see cref="WithinM"/> and the position's accuracy, of the same class of categories where one was
    /// chosen. After them, the newest first, what has no position, where it is of the very category and of <paramref name="grid"/>.
    /// </summary>
    /// <param name="at">Where the person stands; null where the phone does not know.</param>
    /// <param name="category">Empty where none was chosen.</param>
    public static IReadOnlyList<NearbyIssue> Choose(IEnumerable<JoinableAt> open, GeoPoint? at, string category, string grid)
    {
        var here = at is not null && Position.IsValid(at.Latitude, at.Longitude) ? at : null;
        var chosen = category == Categories.Unclassified ? "" : category;
        var (near, unplaced) = (new List<NearbyIssue>(), new List<JoinableAt>());
        foreach (var issue in open)
        {
            if (here is not null && issue.At is { } there && Position.IsValid(there.Latitude, there.Longitude))
            {
                var distanceM = NearIndex.DistanceM(here.Latitude, here.Longitude, there.Latitude, there.Longitude);
                if (distanceM <= WithinM + Math.Clamp(here.AccuracyM, 0, AccuracyMaxM) && IsAlike(issue.Category, chosen)) near.Add(new NearbyIssue(issue.IssueId, distanceM));
            }
            else if (chosen.Length > 0 && issue.Category == chosen && issue.Grid == grid) unplaced.Add(issue);
        }
        return
        [
            .. near.OrderBy(one => one.DistanceM).ThenBy(one => one.IssueId, StringComparer.Ordinal)
                .Concat(unplaced.OrderByDescending(one => one.OpenedAtUs).ThenBy(one => one.IssueId, StringComparer.Ordinal).Select(one => new NearbyIssue(one.IssueId, null)))
                .Take(Most),
        ];
    }

    // Whoever chose a kind may have chosen the neighbouring one; what nobody has classified yet may be anything.
    private static bool IsAlike(string category, string chosen) =>
        chosen.Length == 0 || category == Categories.Unclassified || Categories.ClassOf(category) == Categories.ClassOf(chosen);
}

/// <summary>An issue that a report still joins.</summary>
/// <param name="At">Where the report that opened it was made; null where nobody knows.</param>
/// <param name="OpenedAtUs">Microseconds since 1970-01-01T00:00Z.</param>
public sealed record JoinableAt(string IssueId, string Grid, string Category, GeoPoint? At, long OpenedAtUs);

/// <param name="DistanceM">Null where one of the two positions is not known.</param>
public sealed record NearbyIssue(string IssueId, double? DistanceM);

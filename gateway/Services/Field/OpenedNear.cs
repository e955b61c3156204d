using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.Routing;
using RealtimeGov.Domain.Taxonomy;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Field;

/// <summary>
/// Issues that this gateway saw open lately, by category and place: a grid knows its own, this one looks over its borders.
/// In memory and bounded, because the road of a report reads no database; what another gateway took, or what came before
/// the start, is not seen here. See docs/decisions/0011-nearness-over-borders.md.
/// </summary>
public sealed class OpenedNear
{
    /// <summary>Issues remembered; the oldest go first. Days of a town, seconds of a storm.</summary>
    public const int IssuesMax = 20_000;

    private readonly Lock gate = new();
    private readonly Dictionary<Cell, List<Opened>> cells = [];
    private readonly Dictionary<Words, Opened> byWords = [];
    private readonly Queue<(Cell Cell, Words? Words, Opened Issue)> order = new();

    /// <summary>Issues of other grids than <paramref name="grid"/> that may be the same matter, nearest first.</summary>
    public IReadOnlyList<string> Find(Report report, string category, Nearness nearness, string grid)
    {
        if (report.Disposition != Disposition.Handle || ObservedUs(report) is not { } observedUs) return [];
        List<(double DistanceM, string Issue)>? found = null;
        lock (gate)
        {
            if (Placed(report) is { } at && category != Categories.Unclassified)
                foreach (var cell in Cell.Around(category, nearness.DistanceM, at.Latitude, at.Longitude))
                    foreach (var issue in cells.GetValueOrDefault(cell) ?? [])
                    {
                        if (issue.Grid == grid || Math.Abs(issue.ObservedUs - observedUs) > nearness.WithinUs) continue;
                        var distanceM = NearIndex.DistanceM(issue.Latitude, issue.Longitude, at.Latitude, at.Longitude);
                        if (distanceM <= nearness.DistanceM) (found ??= []).Add((distanceM, issue.Id));
                    }
            if (Words.Of(report) is { } words && byWords.TryGetValue(words, out var said) && said.Grid != grid
                && Math.Abs(said.ObservedUs - observedUs) <= RecentWords.WithinUs) (found ??= []).Add((double.MaxValue, said.Id));
        }
        if (found is null) return [];
        found.Sort();
        return [.. found.Select(f => f.Issue).Distinct(StringComparer.Ordinal).Take(NearIndex.SuggestionsMax)];
    }

    /// <summary>A report opened an issue.</summary>
    public void Add(Report report, string category, Nearness nearness, ReportReceipt receipt)
    {
        if (ObservedUs(report) is not { } sentUs) return;
        var at = Placed(report);
        var words = Words.Of(report);
        if (at is null && words is null) return;
        var issue = new Opened(receipt.IssueId, receipt.GridCode, sentUs + receipt.CorrectedMs * 1_000, at?.Latitude ?? 0, at?.Longitude ?? 0);
        var cell = at is null || category == Categories.Unclassified ? default : Cell.Of(category, nearness.DistanceM, at.Latitude, at.Longitude);
        lock (gate)
        {
            if (cell != default)
            {
                if (!cells.TryGetValue(cell, out var there)) cells[cell] = there = [];
                there.Add(issue);
                if (there.Count > NearIndex.CellMax) there.RemoveAt(0);
            }
            if (words is { } said) byWords[said] = issue;
            order.Enqueue((cell, words, issue));
            if (order.Count > IssuesMax) Forget(order.Dequeue());
        }
    }

    private void Forget((Cell Cell, Words? Words, Opened Issue) oldest)
    {
        if (cells.TryGetValue(oldest.Cell, out var there) && there.Remove(oldest.Issue) && there.Count == 0) cells.Remove(oldest.Cell);
        if (oldest.Words is { } said && byWords.TryGetValue(said, out var latest) && latest.Id == oldest.Issue.Id) byWords.Remove(said);
    }

    private static GeoPoint? Placed(Report report) =>
        report.Location is { } at && Position.IsValid(at.Latitude, at.Longitude) ? at : null;

    private static long? ObservedUs(Report report) => report.ObservedAt is { } at && Instant.TryFrom(at, out var us) ? us : null;

    private readonly record struct Opened(string Id, string Grid, long ObservedUs, double Latitude, double Longitude);

    /// <summary>A square at least as wide as the category's distance, in rows of latitude that each have their own columns.</summary>
    private readonly record struct Cell(string Category, long Row, long Column)
    {
        public static Cell Of(string category, double distanceM, double latitude, double longitude)
        {
            var row = (long)Math.Floor(latitude / (distanceM / Position.MetresPerDegree));
            return new Cell(category, row, ColumnOf(row, distanceM, longitude));
        }

        public static IEnumerable<Cell> Around(string category, double distanceM, double latitude, double longitude)
        {
            var middle = Of(category, distanceM, latitude, longitude).Row;
            for (var row = middle - 1; row <= middle + 1; row++)
            {
                var column = ColumnOf(row, distanceM, longitude);
                for (var c = column - 1; c <= column + 1; c++) yield return new Cell(category, row, c);
            }
        }

        // As wide as the distance at the row's edge towards the pole.
        private static long ColumnOf(long row, double distanceM, double longitude)
        {
            var degrees = distanceM / Position.MetresPerDegree;
            var edge = Math.Max(Math.Abs(row), Math.Abs(row + 1)) * degrees;
            return (long)Math.Floor(longitude / (degrees / Math.Max(0.01, Math.Cos(edge * Math.PI / 180))));
        }
    }
}

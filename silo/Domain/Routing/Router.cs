using RealtimeGov.Domain.Regions;
using RealtimeGov.Domain.Stewards;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Routing;

/// <summary>Finds the grid that handles a report. It refuses nothing: whether a report is valid is the grid's word.</summary>
public static class Router
{
    /// <summary>
    /// The joined issue's grid, else <c>grid_code</c>, else the grid whose polygon holds the location, else the
    /// steward's home grid, marked as unsure. What is absent, unknown or impossible falls through to the next rule.
    /// </summary>
    public static Route Find(Report report, TreeOfDay tree, Roster roster, IPlaces places)
    {
        var placed = ByPlace(report, tree, roster, places);
        if (report.JoinsIssueId.Length == 0) return placed;
        if (!IssueId.TryParse(report.JoinsIssueId, out var issue) || !tree.IsGrid(issue.GridCode))
            return placed with { JoinUnavailable = true };
        // Its own word on the place counts only if the issue is not open after all.
        return new Route(issue.GridCode, placed.PlaceUnsure && placed.GridCode == issue.GridCode, JoinUnavailable: false)
        {
            Otherwise = placed.GridCode == issue.GridCode ? null : placed.GridCode,
        };
    }

    /// <summary>Where a report goes whose issue turned out not to be open: as if it joined none, and said so.</summary>
    public static Route WithoutJoin(Report report, TreeOfDay tree, Roster roster, IPlaces places) =>
        ByPlace(report, tree, roster, places) with { JoinUnavailable = report.JoinsIssueId.Length > 0 };

    private static Route ByPlace(Report report, TreeOfDay tree, Roster roster, IPlaces places)
    {
        if (tree.IsGrid(report.GridCode)) return new Route(report.GridCode, PlaceUnsure: false, JoinUnavailable: false);
        if (PolygonOf(report.Location, tree, places) is { } grid) return new Route(grid, PlaceUnsure: false, JoinUnavailable: false);
        var home = roster.Find(report.StewardId)?.HomeGrid;
        return home is not null && tree.IsGrid(home)
            ? new Route(home, PlaceUnsure: true, JoinUnavailable: false)
            : new Route(null, PlaceUnsure: false, JoinUnavailable: false);
    }

    private static string? PolygonOf(GeoPoint? location, TreeOfDay tree, IPlaces places)
    {
        if (location is null || !Position.IsValid(location.Latitude, location.Longitude)) return null;
        // The polygons may be of a tree one refresh older or newer than the one asked about.
        return places.GridAt(location.Latitude, location.Longitude) is { } grid && tree.IsGrid(grid) ? grid : null;
    }
}

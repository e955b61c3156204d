using System.Globalization;
using Microsoft.AspNetCore.Http;
using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.People;
using RealtimeGov.Domain.Regions;
using RealtimeGov.Domain.Routing;
using RealtimeGov.Domain.Taxonomy;
using RealtimeGov.Domain.Time;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Gateway.Field;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Grains.TownSettings;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Projections.Issues;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Desk;

/// <summary>
/// `GET /api/v1/inbox/nearby`: is it one of these? What is open around a steward, by category, distance and day. No text and no
/// photo: what others wrote is for the desk, and a steward knows a lamp by where it stands.
/// </summary>
internal sealed class NearbyReads(IReadModel readModel, ApiReads bound, ITownDirectory town, TownPlaces places, TownClock clock)
{
    /// <summary>Of a street's grids in a month; a grid with more open ones is a storm's, and its newest are looked at.</summary>
    private const int CandidatesMax = 500;

    private static readonly string[] Names = ["latitude", "longitude", "accuracyM", "category"];

    /// <exception cref="ApiException">A position or a category that is none.</exception>
    public async Task<NearbyPage> Around(Caller caller, IQueryCollection query, CancellationToken cancellation)
    {
        var steward = InboxSteps.StewardOf(caller);
        if (query.Keys.FirstOrDefault(name => !Names.Contains(name)) is { } unknown) throw DeskErrors.FilterUnknown(unknown, Names);
        var category = query["category"].ToString();
        if (category.Length > 0 && !Printable.IsName(category, Categories.CodeCharactersMax)) throw DeskErrors.FilterMalformed("category", "is 1 to 128 printable characters", "应为 1 至 128 个可显示字符");
        var (at, tree) = (PlaceOf(query), town.Regions.At(clock.NowUs));
        var grids = Grids(at, steward, tree).Where(grid => DeviceScope.Covers(caller.Binding!, grid, tree)).ToList();
        if (grids.Count == 0) return new NearbyPage([]);
        var fromDate = LocalDay.Of(clock.NowUs, tree.ZoneOf(grids[0])) - OneOfThese.Days;
        var open = await bound.Bounded(() => readModel.Query(JoinableIssue.Of(grids, fromDate, CandidatesMax), cancellation));
        var byId = open.ToDictionary(issue => issue.IssueId, StringComparer.Ordinal);
        var chosen = OneOfThese.Choose(open.Select(issue => new JoinableAt(issue.IssueId, issue.Grid, issue.Category, issue.Content.Location, issue.OpenedAtUs)), at, category, grids[0]);
        return new NearbyPage([.. chosen.Select(one => Line(byId[one.IssueId], one.DistanceM, tree))]);
    }

    private static NearbyLine Line(JoinableIssue issue, double? distanceM, TreeOfDay tree) => new(
        issue.IssueId, issue.Grid, tree.NameOf(issue.Grid), issue.Category, issue.State, Iso.Time(issue.OpenedAtUs), distanceM is { } metres ? (int)Math.Round(metres) : null);

    // The grid of the position first, then those that begin within sight of it; without a position the home grid.
    private IEnumerable<string> Grids(GeoPoint? at, string steward, TreeOfDay tree)
    {
        var known = places.Of(tree);
        IEnumerable<string?> found = at is null ? [] : Around(at).Select(point => known.GridAt(point.Latitude, point.Longitude));
        return found.Append(town.Stewards.Find(steward)?.HomeGrid).OfType<string>().Where(tree.IsGrid).Distinct(StringComparer.Ordinal);
    }

    private static IEnumerable<(double Latitude, double Longitude)> Around(GeoPoint at)
    {
        yield return (at.Latitude, at.Longitude);
        var (north, east) = (OneOfThese.WithinM / Position.MetresPerDegree, OneOfThese.WithinM / Position.MetresPerDegree / Math.Max(0.01, Math.Cos(at.Latitude * Math.PI / 180)));
        for (var (y, x) = (-1, -1); y <= 1; (y, x) = x == 1 ? (y + 1, -1) : (y, x + 1))
            if (y != 0 || x != 0) yield return (at.Latitude + y * north, at.Longitude + x * east);
    }

    private static GeoPoint? PlaceOf(IQueryCollection query)
    {
        if (query["latitude"].Count == 0 && query["longitude"].Count == 0) return null;
        var at = new GeoPoint { Latitude = Number(query, "latitude"), Longitude = Number(query, "longitude"), AccuracyM = query["accuracyM"].Count == 0 ? 0 : Number(query, "accuracyM") };
        return Position.IsValid(at.Latitude, at.Longitude) ? at : throw DeskErrors.FilterMalformed("latitude", "and `longitude` are a position on the earth", "与 longitude 应为有效位置");
    }

    private static double Number(IQueryCollection query, string name) =>
        double.TryParse(query[name].ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw DeskErrors.FilterMalformed(name, "is a number", "应为数字");
}

/// <param name="Issues">The nearest first; at most <see cref="OneOfThese.Most"/>.</param>
internal sealed record NearbyPage(IReadOnlyList<NearbyLine> Issues);

/// <param name="Stage">As the desk has it.</param>
/// <param name="DistanceM">Null where it is not known how far it is.</param>
internal sealed record NearbyLine(string IssueId, string GridCode, string GridName, string Category, string Stage, string OpenedAt, int? DistanceM);

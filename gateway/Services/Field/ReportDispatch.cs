using Microsoft.Extensions.Logging;
using RealtimeGov.Actors.Contracts;
using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.Routing;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Field;

/// <summary>Finds each report's grid, asks every grid once, and puts the receipts back in order.</summary>
/// <param name="options">How late reports may be; the grids decide by the same.</param>
internal sealed class ReportDispatch(
    IActors actors, ITownDirectory directory, TownPlaces places, FieldOptions options, TimeProvider time, ILogger<ReportDispatch> log)
{
    private static readonly Dictionary<Guid, FirstCounted> NothingClaimed = [];

    /// <summary>
    /// One receipt per report, in order. When this returns, every grid has its reports: of two calls, the first is decided
    /// first. The task never fails.
    /// </summary>
    public Task<ReportReceipt[]> Send(IReadOnlyList<Report> reports, long clockOffsetMs)
    {
        var receipts = new ReportReceipt[reports.Count];
        var shares = Share(reports, clockOffsetMs, receipts);
        foreach (var share in shares) share.Send(actors);
        return Collect(shares, receipts);
    }

    private List<GridShare> Share(IReadOnlyList<Report> reports, long clockOffsetMs, ReportReceipt[] receipts)
    {
        var nowUs = Instant.From(time.GetUtcNow());
        var (tree, roster) = (directory.Regions.At(nowUs), directory.Stewards);
        var polygons = places.Of(tree);
        var shares = new List<GridShare>(1);
        var byGrid = reports.Count > 1 ? new Dictionary<string, GridShare>(StringComparer.Ordinal) : null;
        for (var at = 0; at < reports.Count; at++)
        {
            var route = Router.Find(reports[at], tree, roster, polygons);
            if (route.GridCode is not { } grid)
            {
                receipts[at] = Receipts.WithoutGrid(reports[at], new GridContext(
                    nowUs, clockOffsetMs, options.AcceptLateDays, tree.Zone, roster, directory.Categories, NothingClaimed));
                continue;
            }

            if (byGrid is null || !byGrid.TryGetValue(grid, out var share))
            {
                shares.Add(share = new GridShare(grid, nowUs, clockOffsetMs));
                byGrid?.Add(grid, share);
            }

            share.Add(new RoutedReport { Report = reports[at], PlaceUnsure = route.PlaceUnsure, JoinUnavailable = route.JoinUnavailable }, at);
        }

        return shares;
    }

    private async Task<ReportReceipt[]> Collect(List<GridShare> shares, ReportReceipt[] receipts)
    {
        foreach (var share in shares)
            if (await share.Collect(receipts) is { } error)
                FieldLog.GridFailed(log, error, share.Grid);
        return receipts;
    }
}

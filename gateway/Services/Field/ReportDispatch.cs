using Microsoft.Extensions.Logging;
using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.Regions;
using RealtimeGov.Domain.Routing;
using RealtimeGov.Domain.Stewards;
using RealtimeGov.Domain.Time;
using RealtimeGov.Gateway.Field.Intake;
using RealtimeGov.Protos;
using RealtimeGov.Grains.Client;
using RealtimeGov.Grains.TownSettings;

namespace RealtimeGov.Gateway.Field;

/// <summary>Finds each report's grid, asks every grid once, and puts the receipts back in order.</summary>
/// <param name="options">How late reports may be; the grids decide by the same.</param>
internal sealed class ReportDispatch(
    ITownClient grains, ITownDirectory directory, TownPlaces places, FieldOptions options, IntakeMeter intake, TimeProvider time,
    ILogger<ReportDispatch> log)
{
    private static readonly Dictionary<Guid, FirstCounted> NothingClaimed = [];

    /// <summary>
    /// One receipt per report, in order. When this returns, every grid has its reports: of two calls, the first is decided
    /// first. The task never fails.
    /// </summary>
    public Task<ReportReceipt[]> Send(IReadOnlyList<Report> reports, long clockOffsetMs)
    {
        var receipts = new ReportReceipt[reports.Count];
        var moment = Moment(clockOffsetMs);
        var shares = Share(reports, Enumerable.Range(0, reports.Count), report => Router.Find(report, moment.Tree, moment.Roster, moment.Places), moment, receipts);
        foreach (var share in shares) share.Send(grains);
        return Collect(intake.Taken(reports.Count), reports, shares, moment, receipts);
    }

    private List<GridShare> Share(
        IReadOnlyList<Report> reports, IEnumerable<int> positions, Func<Report, Route> find, Town moment, ReportReceipt[] receipts)
    {
        var shares = new List<GridShare>(1);
        var byGrid = reports.Count > 1 ? new Dictionary<string, GridShare>(StringComparer.Ordinal) : null;
        foreach (var at in positions)
        {
            var route = find(reports[at]);
            if (route.GridCode is not { } grid)
            {
                receipts[at] = Receipts.WithoutGrid(reports[at], new GridContext(moment.NowUs, moment.ClockOffsetMs,
                    options.AcceptLateDays, moment.Tree.Zone, moment.Roster, directory.Categories, NothingClaimed));
                continue;
            }

            if (byGrid is null || !byGrid.TryGetValue(grid, out var share))
            {
                shares.Add(share = new GridShare(grid, moment.NowUs, moment.ClockOffsetMs));
                byGrid?.Add(grid, share);
            }

            share.Add(new RoutedReport
            {
                Report = reports[at],
                PlaceUnsure = route.PlaceUnsure,
                JoinUnavailable = route.JoinUnavailable,
                Otherwise = route.Otherwise ?? "",
            }, at);
        }

        return shares;
    }

    private async Task<ReportReceipt[]> Collect(
        IntakeBatch taken, IReadOnlyList<Report> reports, List<GridShare> shares, Town moment, ReportReceipt[] receipts)
    {
        try
        {
            var elsewhere = new List<int>();
            await Receive(shares, receipts, elsewhere);
            if (elsewhere.Count == 0) return receipts;

            // The issues they join are not open: they go where they would have gone without, which no grid passes on again.
            var onward = Share(reports, elsewhere, report => Router.WithoutJoin(report, moment.Tree, moment.Roster, moment.Places), moment, receipts);
            foreach (var share in onward) share.Send(grains);
            await Receive(onward, receipts, []);
            return receipts;
        }
        finally
        {
            intake.Answered(taken, receipts.Count(receipt => receipt is { Outcome: Outcome.Retry }));
        }
    }

    private async Task Receive(List<GridShare> shares, ReportReceipt[] receipts, List<int> elsewhere)
    {
        foreach (var share in shares)
            if (await share.Collect(receipts, elsewhere) is { } error)
                FieldLog.GridFailed(log, error, share.Grid);
    }

    private Town Moment(long clockOffsetMs)
    {
        var nowUs = Instant.From(time.GetUtcNow());
        var tree = directory.Regions.At(nowUs);
        return new Town(nowUs, clockOffsetMs, tree, directory.Stewards, places.Of(tree));
    }

    /// <summary>The town as a batch finds it: all of its reports are routed by the same.</summary>
    private readonly record struct Town(long NowUs, long ClockOffsetMs, TreeOfDay Tree, Roster Roster, IPlaces Places);
}

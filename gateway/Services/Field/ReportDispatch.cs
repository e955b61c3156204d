using Microsoft.Extensions.Logging;
using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.Regions;
using RealtimeGov.Domain.Routing;
using RealtimeGov.Domain.Stewards;
using RealtimeGov.Domain.Time;
using RealtimeGov.Gateway.Field.Intake;
using RealtimeGov.Journal.Stores;
using RealtimeGov.Protos;
using RealtimeGov.Grains.Client;
using RealtimeGov.Grains.TownSettings;

namespace RealtimeGov.Gateway.Field;

/// <summary>Finds each report's grid, asks every grid once, and puts the receipts back in order.</summary>
/// <param name="options">How late reports may be; the grids decide by the same.</param>
internal sealed class ReportDispatch(
    ITownClient grains, ITownDirectory directory, TownPlaces places, FieldOptions options, IntakeMeter intake, ServerClock serverClock,
    OpenedNear openedNear, StoreHealth store, TimeProvider time,
    ILogger<ReportDispatch> log)
{
    private static readonly Dictionary<Guid, FirstCounted> NothingClaimed = [];

    /// <summary>
    /// One receipt per report, in order. When this returns, every grid has its reports: of two calls, the first is decided
    /// first. The task never fails.
    /// </summary>
    /// <param name="clockOffsetMs">Server's clock less device's by the call's metadata; 0 where it had none.</param>
    /// <param name="sender">Null of the token that all devices of before share: it reports as anybody.</param>
    /// <param name="clock">The device's clock as the batch left; null of an older device.</param>
    public Task<ReportReceipt[]> Send(IReadOnlyList<Report> reports, long clockOffsetMs, DeviceClock? clock = null, ReportSender? sender = null)
    {
        foreach (var report in reports) CodeText.Normalize(report);
        var receipts = new ReportReceipt[reports.Count];
        var moment = Moment(clockOffsetMs) with { Clock = clock, Sender = sender };
        NoteClock(reports, moment);
        if (serverClock.WrongByMs != 0) return Task.FromResult<ReportReceipt[]>([.. reports.Select(Receipts.ServerClock)]);
        sender?.Refuse(reports, receipts, moment.Today);
        // To wait for a store that is known to take nothing would only keep devices, and what waits with them, from knowing.
        if (store.Current.TakesNothing)
            return Task.FromResult<ReportReceipt[]>([.. receipts.Select((refused, at) => refused ?? Receipts.Retry(reports[at], reports[at].GridCode))]);
        var shares = Share(reports, Enumerable.Range(0, reports.Count).Where(at => receipts[at] is null), report => Router.Find(report, moment.Tree, moment.Roster, moment.Places), moment, receipts);
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

            if (moment.Sender?.Covers(grid, moment.Tree, moment.Today) == false)
            {
                receipts[at] = Receipts.NotOwn(reports[at], Reasons.GridNotOwn);
                continue;
            }

            if (byGrid is null || !byGrid.TryGetValue(grid, out var share))
            {
                shares.Add(share = new GridShare(grid, moment.NowUs, moment.ClockOffsetMs, moment.Sender?.Origin));
                byGrid?.Add(grid, share);
            }

            share.Add(Routed(reports[at], route, grid, moment), at);
        }

        return shares;
    }

    private RoutedReport Routed(Report report, Route route, string grid, Town moment)
    {
        var routed = new RoutedReport
        {
            Report = report,
            PlaceUnsure = route.PlaceUnsure,
            JoinUnavailable = route.JoinUnavailable,
            Otherwise = route.Otherwise ?? "",
        };
        if (WrittenClock.OffsetMs(report.Written, moment.Clock, moment.NowUs) is { } offsetMs) routed.WrittenOffsetMs = offsetMs;
        var category = directory.Categories.Counted(report.Category);
        routed.NearElsewhere.AddRange(openedNear.Find(report, category, directory.Categories.NearnessOf(category), grid));
        return routed;
    }

    // Told apart by the run of their clock, else by who reports: a device of nobody's says nothing about the server.
    private void NoteClock(IReadOnlyList<Report> reports, Town moment)
    {
        if (reports.Count == 0) return;
        var device = moment.Clock is { BootId.Length: > 0 } clock ? clock.BootId : reports[0].StewardId;
        var offsetMs = moment.Clock?.Time is { } said && Instant.TryFrom(said, out var saidUs) ? (moment.NowUs - saidUs) / 1_000 : moment.ClockOffsetMs;
        if (device.Length > 0 && offsetMs != 0) serverClock.Note(device, offsetMs);
    }

    private void Remember(IReadOnlyList<Report> reports, ReportReceipt[] receipts)
    {
        for (var at = 0; at < receipts.Length; at++)
        {
            if (receipts[at].Outcome != Outcome.Opened) continue;
            var category = directory.Categories.Counted(reports[at].Category);
            openedNear.Add(reports[at], category, directory.Categories.NearnessOf(category), receipts[at]);
        }
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
            Remember(reports, receipts);
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
    private readonly record struct Town(long NowUs, long ClockOffsetMs, TreeOfDay Tree, Roster Roster, IPlaces Places)
    {
        public DeviceClock? Clock { get; init; }

        public int Today => LocalDay.Of(NowUs, Tree.Zone);

        public ReportSender? Sender { get; init; }
    }
}

using Microsoft.AspNetCore.Http;
using RealtimeGov.Domain.People;
using RealtimeGov.Gateway.Admin;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Grains;
using RealtimeGov.Grains.Client;
using RealtimeGov.Grains.TownSettings;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Projections.Grids;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Desk;

/// <summary>
/// Reports that were only recorded - solved on the spot, or nothing needed - and that nobody has reviewed: no issue's step does it.
/// The desk lets them stand or withdraws them.
/// </summary>
internal sealed class RecordedReports(IReadModel readModel, ApiReads bound, ITownDirectory town, ITownClient grains, TownClock clock)
{
    /// <summary>A page of the list.</summary>
    public const int ReviewsMax = 200;

    /// <summary>Days looked at in one question, and how many of them unless it says: what comes later than that is late for good.</summary>
    public const int DaysMax = 31, DaysUsual = 8;

    private const int SideBySide = 8;

    private static readonly byte[] FirstId = new byte[16];

    /// <summary>Of some days, the oldest first; texts only where the caller may see them, not masked yet.</summary>
    /// <param name="region">Empty: wherever the caller may.</param>
    /// <param name="from">yyyy-MM-dd, as <paramref name="until"/>, which is included; empty for the usual days.</param>
    /// <exception cref="ApiException">A value that is none, or a region that is not the caller's.</exception>
    public async Task<RecordedPage> Page(Caller caller, string region, string from, string until, string? after, int limit, CancellationToken cancellation)
    {
        var place = after is null ? new Cursor(long.MinValue, "") : Cursor.Parse(after);
        var id = after is null ? FirstId : Guid.TryParseExact(place.Id, "D", out var known) ? known.ToByteArray(bigEndian: true) : throw DeskErrors.CursorMalformed();
        if (new DeskFilter(region, From: from, Until: until).For(caller, Permission.ReadIssues, town, clock) is not { } filter) return new RecordedPage([], null);
        var (tree, today) = (town.Regions.At(clock.NowUs), clock.Today());
        var last = until.Length > 0 ? DeskFilter.Day(until, "until") : today;
        var first = from.Length > 0 ? DeskFilter.Day(from, "from") : last - DaysUsual + 1;
        if (last < first || last - first >= DaysMax) throw DeskErrors.FilterMalformed("until", $"is from's day or up to {DaysMax - 1} days after it", $"应为 from 当日或其后 {DaysMax - 1} 天以内");
        var found = await bound.Bounded(() => readModel.Query(UnreviewedReport.Unreviewed([.. filter.Grids], first, last, place.AtUs, id, limit + 1), cancellation));
        var page = found.Take(limit).Select(one => RecordedLine.From(one, tree.NameOf(one.Grid), caller.MayAt(Permission.ReadContent, one.Grid, "", tree, today))).ToList();
        return new RecordedPage(page, found.Count > limit ? new Cursor(found[limit - 1].ReceivedAtUs, found[limit - 1].ReportId.ToString("D")).ToString() : null);
    }

    /// <summary>Each with its own result, in their order: what one is refused for stops no other.</summary>
    /// <exception cref="ApiException">There are none, or too many.</exception>
    public async Task<ReviewResults> Review(Caller caller, IReadOnlyList<AskedReview>? asked, CancellationToken cancellation)
    {
        if (asked is not { Count: > 0 and <= ReviewsMax } || asked.Contains(null!))
            throw OrderBody.Fault("reviews", $"must be a list of 1 to {ReviewsMax} reviews", $"应为 1 至 {ReviewsMax} 项审核的列表");
        var results = new ReviewResult[asked.Count];
        // Of one grid one after another: two of the same report are told so.
        await Parallel.ForEachAsync(
            asked.Index().GroupBy(one => one.Item.GridCode, StringComparer.Ordinal), new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancellation },
            async (grid, _) =>
            {
                foreach (var (at, one) in grid) results[at] = await Review(caller, one);
            });
        return new ReviewResults(results);
    }

    private async Task<ReviewResult> Review(Caller caller, AskedReview asked)
    {
        try
        {
            var tree = town.Regions.At(clock.NowUs);
            if (!tree.Grids.Contains(asked.GridCode)) throw ApiErrors.UnknownRegion(asked.GridCode);
            if (!caller.MayAt(Permission.Dispatch, asked.GridCode, "", tree, clock.Today())) throw DeskErrors.NotAllowed(Permission.Dispatch, asked.GridCode);
            var reply = await grains.Review(asked.GridCode, new ReviewRecorded
            {
                ReportId = asked.ReportId, Withdraw = asked.Withdraw, Reason = asked.Reason ?? "", Reviewer = caller.Id, AtUs = clock.NowUs, Origin = caller.Origin(),
            });
            if (reply.Refused.Length > 0) throw RecordedErrors.Of(reply.Refused);
            return new ReviewResult(asked.ReportId, StatusCodes.Status200OK, reply.Changed, null);
        }
        catch (ApiException refused) { return new ReviewResult(asked.ReportId, refused.Status, null, refused.Error); }
        catch (NotDurableException) { return new ReviewResult(asked.ReportId, StatusCodes.Status503ServiceUnavailable, null, ApiErrors.StoreUnavailable().Error); }
    }
}

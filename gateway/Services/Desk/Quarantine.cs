using Microsoft.AspNetCore.Http;
using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.People;
using RealtimeGov.Domain.Taxonomy;
using RealtimeGov.Domain.Time;
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
/// A telephone in the wrong hands floods a grid: the desk shuts out the device that sent one of its reports, in one touch, and a
/// reviewer withdraws what it sent together, each report by the way that its kind is reviewed.
/// </summary>
internal sealed class Quarantine(
    IReadModel readModel, ApiReads bound, ITownDirectory town, ITownClient grains, AccountCache accounts, DeskReads reads, DeskSteps steps, TownClock clock)
{
    /// <summary>Reports of one answer; the next call goes on.</summary>
    public const int ReportsMax = 200;

    /// <summary>Days looked at, and how many unless it says.</summary>
    public const int DaysMax = 31, DaysUsual = 8;

    private const int SideBySide = 8;

    /// <summary>Shuts out whichever device sent the report. Its token opens nothing from then on; a new code makes it a new one.</summary>
    public async Task<ShutOut> Begin(Caller caller, QuarantineBody asked, CancellationToken cancellation)
    {
        var device = await DeviceThatSent(caller, asked, cancellation);
        var reply = await accounts.Change(device, new ChangeDevice { AtUs = clock.NowUs, Quarantine = true, Origin = caller.Origin() });
        if (reply.Refused.Length > 0) throw IdentityErrors.Refused(reply.Refused, reply.Detail);
        return new ShutOut(device, (await accounts.DeviceNow(device)).Binding?.StewardId ?? "", reply.Changed);
    }

    /// <summary>What would be shut out, and how much it sent in the usual days that still counts: to be read before it is done.</summary>
    public async Task<DeviceReports> Before(Caller caller, QuarantineBody asked, CancellationToken cancellation) =>
        await Reports(caller, await DeviceThatSent(caller, asked, cancellation), "", "", cancellation);

    private async Task<string> DeviceThatSent(Caller caller, QuarantineBody asked, CancellationToken cancellation)
    {
        if (!town.Regions.At(clock.NowUs).Grids.Contains(asked.GridCode)) throw ApiErrors.UnknownRegion(asked.GridCode);
        steps.Need(caller, Permission.Dispatch, asked.GridCode);
        if (!ReportIds.TryParse(asked.ReportId, out var id)) throw RecordedErrors.Of(Reasons.ReportIdMalformed);
        var found = await bound.Bounded(() => readModel.Query(ReportSender.Of(asked.GridCode, id.ToByteArray(bigEndian: true)), cancellation));
        if (found.SingleOrDefault() is not { } sender) throw RecordedErrors.Of(Reasons.ReportUnknown);
        if (sender.PrincipalKind != "device" || !Secrets.IsDeviceId(sender.PrincipalId)) throw QuarantineErrors.OfNoDevice();
        return sender.PrincipalId;
    }

    /// <summary>What the device sent in some days and still counts, where the caller may review it.</summary>
    public async Task<DeviceReports> Reports(Caller caller, string device, string from, string until, CancellationToken cancellation)
    {
        var view = await Known(device);
        var found = await Counting(caller, device, view, from, until, cancellation);
        return new DeviceReports(device, view.Binding?.StewardId ?? "", view.Quarantined, [.. found.Take(ReportsMax).Select(SentReport.From)], found.Count > ReportsMax);
    }

    /// <summary>Withdraws them, each with its own result: what one is refused for stops no other.</summary>
    public async Task<WithdrawnTogether> Withdraw(Caller caller, string device, WithdrawBody asked, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(asked.Reason)) throw RecordedErrors.Of(Reasons.WithdrawalReasonMissing);
        if (!Printable.Is(asked.Reason, GridDecider.WithdrawalReasonMax)) throw RecordedErrors.Of(Reasons.WithdrawalReasonMalformed);
        var view = await Known(device);
        if (!view.Quarantined) throw QuarantineErrors.NotQuarantined(device);
        var found = await Counting(caller, device, view, asked.From ?? "", asked.Until ?? "", cancellation);
        var results = new ReviewResult[Math.Min(found.Count, ReportsMax)];
        await Parallel.ForEachAsync(
            found.Take(ReportsMax).Index().GroupBy(one => one.Item.Grid, StringComparer.Ordinal), new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancellation },
            async (grid, aborted) =>
            {
                foreach (var (at, one) in grid) results[at] = await Withdraw(caller, one, asked.Reason, aborted);
            });
        return new WithdrawnTogether(results, found.Count > ReportsMax);
    }

    private async Task<ReviewResult> Withdraw(Caller caller, DeviceReport report, string reason, CancellationToken cancellation)
    {
        var id = report.ReportId.ToString("D");
        try
        {
            return new ReviewResult(id, StatusCodes.Status200OK, await Withdrawn(caller, id, report, reason, cancellation), null);
        }
        catch (ApiException refused) { return new ReviewResult(id, refused.Status, null, refused.Error); }
        catch (NotDurableException) { return new ReviewResult(id, StatusCodes.Status503ServiceUnavailable, null, ApiErrors.StoreUnavailable().Error); }
    }

    // An issue that nobody else reported goes with its report: a decline tells the grid. One that others saw too stays, without the device's report.
    private async Task<bool> Withdrawn(Caller caller, string id, DeviceReport report, string reason, CancellationToken cancellation)
    {
        if (report is { Outcome: Outcome.Opened, OthersJoined: 0 })
        {
            var issue = await reads.Issue(report.IssueId, cancellation);
            if (issue.State == "declined") return false; // the grid hears of it
            await steps.Take(
                caller, report.IssueId,
                new IssueCommand
                {
                    CommandId = Guid.NewGuid().ToString("D"), ExpectedVersion = issue.Version, Content = new StepContent { Text = reason },
                    Decline = new DeclineIssue { Reason = DeclineReason.NothingToDo },
                },
                cancellation);
            return true;
        }

        if (report.Outcome == Outcome.Recorded)
        {
            var reviewed = await grains.Review(report.Grid, new ReviewRecorded { ReportId = id, Withdraw = true, Reason = reason, Reviewer = caller.Id, AtUs = clock.NowUs, Origin = caller.Origin() });
            return reviewed.Refused.Length == 0 ? reviewed.Changed : throw RecordedErrors.Of(reviewed.Refused);
        }

        var reply = await grains.Withdraw(report.Grid, new WithdrawReport { ReportId = id, Reviewer = caller.Id, Reason = reason, AtUs = clock.NowUs, Origin = caller.Origin() });
        return reply.Refused.Length == 0 ? true : throw RecordedErrors.Of(reply.Refused);
    }

    private async Task<List<DeviceReport>> Counting(Caller caller, string device, DeviceView view, string from, string until, CancellationToken cancellation)
    {
        var last = until.Length > 0 ? DeskFilter.Day(until, "until") : clock.Today();
        var first = from.Length > 0 ? DeskFilter.Day(from, "from") : last - DaysUsual + 1;
        if (last < first || last - first >= DaysMax) throw DeskErrors.FilterMalformed("until", $"is from's day or up to {DaysMax - 1} days after it", $"应为 from 当日或其后 {DaysMax - 1} 天以内");
        var sent = await bound.Bounded(() => readModel.Query(DeviceReport.Of(device, view.Binding?.StewardId ?? "", first, last, LooksAtMax), cancellation));
        return [.. sent.Where(report => !report.IsWithdrawn && steps.May(caller, Permission.Dispatch, report.Grid)).Take(ReportsMax + 1)];
    }

    /// <summary>A grid takes 2,000 undecided at once; a flood of some days is a few times that.</summary>
    private const int LooksAtMax = 20_000;

    private async Task<DeviceView> Known(string device) =>
        Secrets.IsDeviceId(device) && await accounts.DeviceNow(device) is { Found: true } view ? view : throw QuarantineErrors.Unknown(device);
}

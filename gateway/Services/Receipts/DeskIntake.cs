using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.People;
using RealtimeGov.Domain.Routing;
using RealtimeGov.Domain.Time;
using RealtimeGov.Gateway.Admin;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Gateway.Desk;
using RealtimeGov.Gateway.Field;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Grains.Client;
using RealtimeGov.Grains.TownSettings;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Receipts;

/// <summary>
/// What somebody tells the desk by telephone, at the counter or on a visit: a report like any other, under the name of who took
/// it down, with a slip for whoever told it. It has no finder: nobody of the town found it.
/// </summary>
internal sealed class DeskIntake(ITownClient grains, ITownDirectory town, ReceiptDesk receipts, DeskSteps steps, TownClock clock)
{
    private static readonly Dictionary<string, Origin> Origins = new(StringComparer.Ordinal)
    {
        ["telephone"] = Origin.Telephone, ["desk"] = Origin.Desk, ["visit"] = Origin.Visit,
    };

    /// <exception cref="ApiException">It is none, the grid is not the caller's, or nobody knows whether it is stored: then the same again.</exception>
    public async Task<IntakeAnswer> Take(HttpContext http, CancellationToken cancellation)
    {
        var body = await StrictBody.Read<IntakeBody>(http.Request);
        var (caller, tree) = (http.Caller(), town.Regions.At(clock.NowUs));
        var grid = CodeText.Of(body.GridCode);
        if (!tree.IsGrid(grid)) throw ApiErrors.UnknownRegion(body.GridCode);
        steps.Need(caller, Permission.ReportOnBehalf, grid);
        var report = ToReport(body, caller, grid);
        var receipt = await Send(grid, report, caller);
        if (receipt.Outcome == Outcome.Retry) throw ReceiptErrors.NotDurable();
        if (receipt.Outcome == Outcome.Invalid) throw ReceiptErrors.NotTaken(receipt.Reason);
        if (IsAnothers(receipt, body)) throw ReceiptErrors.IdTaken();
        cancellation.ThrowIfCancellationRequested(); // what is stored is stored; a slip that nobody reads is not
        var code = await receipts.Give(
            new ReceiptGiven { ReportId = ByteString.CopyFrom(Guid.Parse(report.ReportId).ToByteArray(bigEndian: true)), IssueId = receipt.IssueId, GridCode = receipt.GridCode, Category = report.Category },
            caller.Origin());
        return new IntakeAnswer(receipt.ReportId, Desk.Words.Of(receipt.Outcome), receipt.IssueId, receipt.GridCode, code);
    }

    // Where the time was left to this server, what is sent again has another one, and says the same.
    private static bool IsAnothers(ReportReceipt receipt, IntakeBody body) =>
        receipt.Outcome == Outcome.Duplicate
        && (receipt.Reason.Contains(Reasons.OtherSender, StringComparison.Ordinal) || (body.ObservedAt is not null && receipt.Reason.Contains(Reasons.OtherContent, StringComparison.Ordinal)));

    private async Task<ReportReceipt> Send(string grid, Report report, Caller caller)
    {
        // An issue of this grid that is not open any more is joined by nobody: the report opens its own here.
        var command = new ReceiveReports { ReceivedAtUs = clock.NowUs, Origin = caller.Origin(), Reports = { new RoutedReport { Report = report } } };
        return (await grains.Receive(grid, command)).Receipts[0];
    }

    private Report ToReport(IntakeBody body, Caller caller, string grid)
    {
        if (!ReportIds.TryParse(body.ReportId, out var id)) throw OrderBody.Fault("reportId", "must be a UUID", "应为 UUID");
        if (!Origins.TryGetValue(body.Origin, out var origin)) throw OrderBody.Fault("origin", $"must be one of {string.Join(", ", Origins.Keys)}", $"应为 {string.Join("、", Origins.Keys)} 之一");
        if (body.JoinsIssueId is { Length: > 0 } joins && !IsOf(grid, joins)) throw OrderBody.Fault("joinsIssueId", "must be an issue of this grid", "应为该网格的事件");
        var observedUs = clock.NowUs;
        if (body.ObservedAt is { } said) observedUs = Rfc3339.TryParse(said, out var time) ? Instant.From(time) : throw OrderBody.Fault("observedAt", "must be a time as RFC 3339 writes it", "应为 RFC 3339 时间");
        var report = new Report
        {
            ReportId = ReportIds.Format(id), StewardId = $"desk/{caller.Id}", GridCode = grid, Category = CodeText.Of(body.Category ?? ""), Text = body.Text,
            ObservedAt = Instant.ToTimestamp(observedUs), Origin = origin, JoinsIssueId = body.JoinsIssueId ?? "",
        };
        report.PhotoIds.AddRange(body.Photos ?? []);
        return report;
    }

    private static bool IsOf(string grid, string issue) => IssueId.TryParse(issue, out var id) && id.GridCode == grid;

    /// <param name="ReportId">A UUID of the page's: the same again is one report.</param>
    /// <param name="Origin">telephone, desk or visit.</param>
    internal sealed record IntakeBody(
        string ReportId, string GridCode, string Text, string Origin, string? Category = null, string? ObservedAt = null, string? JoinsIssueId = null, IReadOnlyList<string>? Photos = null);
}

/// <param name="Outcome">opened, joined, recorded or duplicate.</param>
/// <param name="ReceiptCode">For whoever told it, told this once. The same report sent again gets another slip.</param>
internal sealed record IntakeAnswer(string ReportId, string Outcome, string IssueId, string GridCode, string ReceiptCode);

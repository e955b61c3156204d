using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RealtimeGov.Domain.People;
using RealtimeGov.Domain.Time;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Projections.Grids;

namespace RealtimeGov.Gateway.Desk;

/// <summary>`/api/v1/desk/quarantine`: the device that sent a report is shut out, and what it sent is withdrawn together.</summary>
internal static class QuarantineEndpoints
{
    private static readonly string[] Names = ["from", "until"], OfAReport = ["gridCode", "reportId"];

    public static void MapQuarantine(this IEndpointRouteBuilder api)
    {
        var quarantine = api.MapGroup("/desk/quarantine").Needs(Permission.Dispatch);
        quarantine.MapPost("", async (HttpContext http, Quarantine devices, CancellationToken aborted) =>
            await devices.Begin(http.Caller(), await StrictBody.Read<QuarantineBody>(http.Request), aborted));
        quarantine.MapGet("", async (HttpContext http, Quarantine devices, CancellationToken aborted) =>
        {
            var query = http.Request.Query;
            if (query.Keys.FirstOrDefault(name => !OfAReport.Contains(name)) is { } unknown) throw DeskErrors.FilterUnknown(unknown, OfAReport);
            return await devices.Before(http.Caller(), new QuarantineBody(query["gridCode"].ToString(), query["reportId"].ToString()), aborted);
        });
        quarantine.MapGet("/{device}", async (string device, HttpContext http, Quarantine devices, CancellationToken aborted) =>
        {
            var query = http.Request.Query;
            if (query.Keys.FirstOrDefault(name => !Names.Contains(name)) is { } unknown) throw DeskErrors.FilterUnknown(unknown, Names);
            return await devices.Reports(http.Caller(), device, query["from"].ToString(), query["until"].ToString(), aborted);
        });
        quarantine.MapPost("/{device}/withdraw", async (string device, HttpContext http, Quarantine devices, CancellationToken aborted) =>
            await devices.Withdraw(http.Caller(), device, await StrictBody.Read<WithdrawBody>(http.Request), aborted));
    }
}

/// <summary>Which device is meant: the one that sent this report.</summary>
internal sealed record QuarantineBody(string GridCode, string ReportId);

/// <param name="Changed">False where it was shut out before.</param>
internal sealed record ShutOut(string Device, string Steward, bool Changed);

/// <param name="Reason">1 to 500 printable characters; the reporter of an issue that is declined reads it.</param>
/// <param name="From">yyyy-MM-dd; together with <paramref name="Until"/> up to 31 days, the last eight unless they say.</param>
internal sealed record WithdrawBody(string Reason, string? From = null, string? Until = null);

/// <param name="More">There are more than these.</param>
internal sealed record DeviceReports(string Device, string Steward, bool Quarantined, IReadOnlyList<SentReport> Reports, bool More);

internal sealed record SentReport(string ReportId, string GridCode, string Category, string Date, string ReceivedAt, string Outcome, string IssueId, long OthersJoined)
{
    public static SentReport From(DeviceReport one) => new(
        one.ReportId.ToString("D"), one.Grid, one.Category, LocalDay.Format(one.LocalDate), Iso.Time(one.ReceivedAtUs), one.Outcome.ToString().ToUpperInvariant(), one.IssueId, one.OthersJoined);
}

/// <param name="More">Ask again: there are more than these.</param>
internal sealed record WithdrawnTogether(IReadOnlyList<ReviewResult> Results, bool More);

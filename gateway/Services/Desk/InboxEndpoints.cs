using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RealtimeGov.Domain.Grids;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Grains.Client;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Desk;

/// <summary>`/api/v1/inbox`: what became of a steward's reports, and what a reporter may do about it.</summary>
internal static class InboxEndpoints
{
    public static void MapInbox(this IEndpointRouteBuilder api)
    {
        var inbox = api.MapGroup("/inbox").NeedsSignIn();
        inbox.MapGet("", async (HttpContext http, DeskReads reads, CancellationToken aborted) =>
            await reads.Inbox(StewardOf(http.Caller()), DeskEndpoints.AfterOf(http), DeskEndpoints.LimitOf(http), aborted));
        inbox.MapPost("/{reportId}/steps", async (string reportId, HttpContext http, DeskReads reads, ITownClient grains, TownClock clock, CancellationToken aborted) =>
        {
            var steward = StewardOf(http.Caller());
            var command = await StepBody.Read(http.Request, StepBody.Inbox);
            if (!ReportIds.TryParse(reportId, out var id) || await reads.Report(steward, id, aborted) is not { } report) throw DeskErrors.NoSuchReport(reportId);
            if (report.IssueId.Length == 0) throw DeskErrors.NothingAsked(reportId);
            command.By = new StepTaker { Person = steward, Roles = { LoopRole.Reporter, LoopRole.Finder }, ReportId = ByteString.CopyFrom(id.ToByteArray(bigEndian: true)) };
            return await DeskEndpoints.Take(grains, report.IssueId, command, clock);
        });
    }

    // Of an enrolled device: nobody else's reports are known to be a caller's own.
    private static string StewardOf(Caller caller) => caller.Binding?.StewardId is { Length: > 0 } steward ? steward : throw DeskErrors.NoSteward();
}

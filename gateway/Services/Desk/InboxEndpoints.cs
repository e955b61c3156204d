using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RealtimeGov.Gateway.Identity;

namespace RealtimeGov.Gateway.Desk;

/// <summary>`/api/v1/inbox`: what became of a steward's reports, and what a reporter may do about it.</summary>
internal static class InboxEndpoints
{
    public static void MapInbox(this IEndpointRouteBuilder api)
    {
        var inbox = api.MapGroup("/inbox").NeedsSignIn();
        inbox.MapGet("", async (HttpContext http, DeskReads reads, CancellationToken aborted) =>
            await reads.Inbox(InboxSteps.StewardOf(http.Caller()), DeskEndpoints.AfterOf(http), DeskEndpoints.LimitOf(http), aborted));
        inbox.MapGet("/nearby", (HttpContext http, NearbyReads nearby, CancellationToken aborted) => nearby.Around(http.Caller(), http.Request.Query, aborted));
        inbox.MapPost("/{reportId}/steps", async (string reportId, HttpContext http, InboxSteps steps, CancellationToken aborted) =>
        {
            var steward = InboxSteps.StewardOf(http.Caller());
            return await steps.Take(steward, reportId, await StepBody.Read(http.Request, StepBody.Inbox), aborted);
        });
    }
}

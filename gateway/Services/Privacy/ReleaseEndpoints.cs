using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RealtimeGov.Domain.People;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Gateway.Receipts;

namespace RealtimeGov.Gateway.Privacy;

/// <summary>What public screens show of an issue's reports: `/api/v1/desk/issues/{id}/release`, and objections to it, at the desk and by a slip.</summary>
internal static class ReleaseEndpoints
{
    public static void MapReleases(this IEndpointRouteBuilder api)
    {
        var issue = api.MapGroup("/desk/issues/{id}");
        issue.MapGet("/release", (string id, HttpContext http, ReleaseDesk desk, CancellationToken aborted) => desk.View(http, id, aborted)).Needs(Permission.ReadContent);
        issue.MapPost("/release", async (string id, HttpContext http, ReleaseDesk desk, CancellationToken aborted) =>
            await desk.Release(http.Caller(), id, await StrictBody.Read<ReleaseBody>(http.Request), aborted)).Needs(Permission.Dispatch);
        issue.MapPost("/objection", async (string id, HttpContext http, ReleaseDesk desk, CancellationToken aborted) =>
        {
            await StrictBody.Read<ReceiptEndpoints.NothingBody>(http.Request);
            return await desk.Object(http.Caller(), id, aborted);
        }).Needs(Permission.ReportOnBehalf);
        issue.MapPost("/objection/decision", async (string id, HttpContext http, ReleaseDesk desk, CancellationToken aborted) =>
            await desk.Decide(http.Caller(), id, (await StrictBody.Read<DecisionBody>(http.Request)).Upheld, aborted)).Needs(Permission.Dispatch);
        api.MapGet("/desk/objections", (HttpContext http, ReleaseDesk desk, CancellationToken aborted) => desk.Objections(http.Caller(), aborted)).Needs(Permission.Dispatch);
        api.MapPost("/receipts/objections", async (HttpContext http, ReceiptDesk receipts, CancellationToken aborted) =>
            await receipts.Object(await receipts.Find(http, (await StrictBody.Read<ReceiptEndpoints.CodeBody>(http.Request)).Code, isContractors: false, aborted), aborted)).OpenToAll();
    }
}

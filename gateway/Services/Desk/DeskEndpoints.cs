using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RealtimeGov.Domain.People;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Grains.TownSettings;

namespace RealtimeGov.Gateway.Desk;

/// <summary>`/api/v1/desk`: queues, an issue with its history, and its steps.</summary>
internal static class DeskEndpoints
{
    public static void MapDesk(this IEndpointRouteBuilder api)
    {
        var desk = api.MapGroup("/desk").Needs(Permission.ReadIssues);
        desk.MapGet("/queue", (HttpContext http, DeskReads reads, CancellationToken aborted) =>
            reads.Queue(http.Caller(), DeskFilter.Of(http.Request.Query, "after", "limit"), AfterOf(http), LimitOf(http), aborted));
        desk.MapGet("/search", async (HttpContext http, DeskReads reads, DeskContent content, CancellationToken aborted) =>
            content.Shown(http, await reads.Search(http.Caller(), http.Request.Query["q"].ToString(), DeskFilter.Of(http.Request.Query, "q", "after", "limit"), AfterOf(http), LimitOf(http), aborted)));
        desk.MapGet("/export", (HttpContext http, DeskExport export) => export.Csv(http.Caller(), DeskFilter.Of(http.Request.Query, "lang"), http.Request.Query["lang"].ToString()));
        desk.MapGet("/issues/{id}", async (string id, HttpContext http, DeskReads reads, DeskContent content, DeskSteps steps, CancellationToken aborted) =>
        {
            var caller = http.Caller();
            var issue = await reads.Issue(id, aborted);
            steps.Need(caller, Permission.ReadIssues, issue.Grid);
            return content.Shown(http, await reads.File(issue, steps.May(caller, Permission.ReadContent, issue.Grid), aborted));
        });
        desk.MapPost("/issues/{id}/steps", async (string id, HttpContext http, DeskSteps steps, CancellationToken aborted) =>
            await steps.Take(http.Caller(), id, await StepBody.Read(http.Request, StepBody.Desk), aborted));
        desk.MapPost("/steps", (HttpContext http, DeskBatch batch, CancellationToken aborted) => batch.Take(http, aborted));
    }

    public static string? AfterOf(HttpContext http) => http.Request.Query["after"].ToString() is { Length: > 0 } after ? after : null;

    public static int LimitOf(HttpContext http)
    {
        var given = http.Request.Query["limit"];
        if (given.Count == 0) return DeskReads.PageUsual;
        return int.TryParse(given.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is > 0 and <= DeskReads.PageMax
            ? limit
            : throw DeskErrors.LimitOutOfRange(DeskReads.PageMax);
    }
}

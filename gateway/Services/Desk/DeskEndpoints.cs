using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RealtimeGov.Domain.People;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Grains.Client;
using RealtimeGov.Grains.Issues;
using RealtimeGov.Grains.TownSettings;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Desk;

/// <summary>`/api/v1/desk`: queues, an issue with its history, and its steps.</summary>
internal static class DeskEndpoints
{
    private static readonly string[] OpenStages =
        [.. Words.All<IssueStage>().Where(stage => stage is not (IssueStage.Closed or IssueStage.Declined)).Select(Words.Stage)];

    public static void MapDesk(this IEndpointRouteBuilder api)
    {
        var desk = api.MapGroup("/desk").Needs(Permission.ReadIssues);
        desk.MapGet("/queue", async (HttpContext http, DeskReads reads, ITownDirectory town, TownClock clock, CancellationToken aborted) =>
        {
            var region = http.Request.Query["region"].ToString();
            var stage = http.Request.Query["stage"].ToString();
            var tree = town.Regions.At(clock.NowUs);
            var caller = http.Caller();
            if (region.Length == 0) region = tree.Root?.Code ?? "";
            if (tree.Find(region) is null) throw ApiErrors.UnknownRegion(region);
            Need(caller, Permission.ReadIssues, region, town, clock);
            if (stage.Length > 0 && !OpenStages.Contains(stage)) throw DeskErrors.StageUnknown(stage, OpenStages);
            return await reads.Queue(region, stage, http.Request.Query["holder"].ToString(), AfterOf(http), LimitOf(http), aborted);
        });
        desk.MapGet("/issues/{id}", async (string id, HttpContext http, DeskReads reads, ITownDirectory town, TownClock clock, CancellationToken aborted) =>
        {
            var caller = http.Caller();
            var issue = await reads.Issue(id, aborted);
            Need(caller, Permission.ReadIssues, issue.Grid, town, clock);
            return await reads.File(issue, May(caller, Permission.ReadContent, issue.Grid, town, clock), aborted);
        });
        desk.MapPost("/issues/{id}/steps", async (
            string id, HttpContext http, DeskReads reads, ITownClient grains, ITownDirectory town, TownClock clock, LoopSettings loop, CancellationToken aborted) =>
        {
            var caller = http.Caller();
            var command = await StepBody.Read(http.Request, StepBody.Desk);
            var issue = await reads.Issue(id, aborted);
            Need(caller, Permission.ReadIssues, issue.Grid, town, clock);
            var tree = town.Regions.At(clock.NowUs);
            command.By = DeskRoles.Of(caller, issue, command.StepCase, loop.UnitsOf(tree), tree, clock.Today(issue.Grid));
            return await Take(grains, id, command, clock);
        });
    }

    public static async Task<StepAnswer> Take(ITownClient grains, string issue, IssueCommand command, TownClock clock)
    {
        command.AtUs = clock.NowUs;
        var reply = await grains.Take(issue, command);
        return reply.Refused.Length == 0 ? StepAnswer.From(issue, reply) : throw DeskErrors.Refused(reply);
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

    private static void Need(Caller caller, Permission permission, string region, ITownDirectory town, TownClock clock)
    {
        if (!May(caller, permission, region, town, clock)) throw DeskErrors.NotAllowed(permission, region);
    }

    private static bool May(Caller caller, Permission permission, string region, ITownDirectory town, TownClock clock) =>
        caller.MayAt(permission, region, "", town.Regions.At(clock.NowUs), clock.Today(region));
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RealtimeGov.Domain.People;
using RealtimeGov.Gateway.Identity;

namespace RealtimeGov.Gateway.Desk;

/// <summary>`/api/v1/desk/recorded`: what was only recorded and awaits review, and its review.</summary>
internal static class RecordedEndpoints
{
    private static readonly string[] Names = ["region", "from", "until", "after", "limit"];

    public static void MapRecorded(this IEndpointRouteBuilder api)
    {
        api.MapGet("/desk/recorded", async (HttpContext http, RecordedReports reports, DeskContent content, CancellationToken aborted) =>
        {
            var query = http.Request.Query;
            if (query.Keys.FirstOrDefault(name => !Names.Contains(name)) is { } unknown) throw DeskErrors.FilterUnknown(unknown, Names);
            return content.Shown(http, await reports.Page(
                http.Caller(), query["region"].ToString(), query["from"].ToString(), query["until"].ToString(), DeskEndpoints.AfterOf(http), DeskEndpoints.LimitOf(http), aborted));
        }).Needs(Permission.ReadIssues);
        api.MapPost("/desk/recorded", async (HttpContext http, RecordedReports reports, CancellationToken aborted) =>
            await reports.Review(http.Caller(), (await StrictBody.Read<ReviewsBody>(http.Request)).Reviews, aborted)).Needs(Permission.Dispatch);
    }
}

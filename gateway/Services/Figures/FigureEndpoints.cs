using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RealtimeGov.Domain.People;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Gateway.Desk;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Grains.TownSettings;

namespace RealtimeGov.Gateway.Figures;

/// <summary>
/// `/api/v1/figures`: the loop's figures of a region on any date as of any moment, and the issues behind each. One choice at a time: nothing
/// here lists persons or villages beside each other.
/// </summary>
internal static class FigureEndpoints
{
    public static void MapFigures(this IEndpointRouteBuilder api)
    {
        var figures = api.MapGroup("/figures").Needs(Permission.ReadFigures);
        figures.MapGet("", (HttpContext http, FigureReads reads, ITownDirectory town, TownClock clock, CancellationToken aborted) =>
            reads.Figures(Ask(http, town, clock), aborted));
        figures.MapGet("/issues", (HttpContext http, FigureReads reads, ITownDirectory town, TownClock clock, CancellationToken aborted) =>
        {
            var asked = Ask(http, town, clock);
            Need(http, Permission.ReadIssues, asked.Region, town, clock);
            return reads.Issues(asked, http.Request.Query["figure"].ToString(), DeskEndpoints.AfterOf(http), DeskEndpoints.LimitOf(http), aborted);
        });
    }

    private static FigureQuestion Ask(HttpContext http, ITownDirectory town, TownClock clock)
    {
        var asked = FigureQuestion.Of(http.Request, town, clock);
        Need(http, Permission.ReadFigures, asked.Region, town, clock);
        return asked;
    }

    private static void Need(HttpContext http, Permission permission, string region, ITownDirectory town, TownClock clock)
    {
        if (!http.Caller().MayAt(permission, region, "", town.Regions.At(clock.NowUs), clock.Today(region))) throw DeskErrors.NotAllowed(permission, region);
    }
}

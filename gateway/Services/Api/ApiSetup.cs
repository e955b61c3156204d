using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RealtimeGov.Gateway.Admin;
using RealtimeGov.Gateway.Registration;

namespace RealtimeGov.Gateway.Api;

/// <summary>Puts the API into a web application.</summary>
public static class ApiSetup
{
    public const string Prefix = "/api/v1";

    public static void MapApi(this IEndpointRouteBuilder routes, AboutServer about)
    {
        var api = routes.MapGroup(Prefix).AddEndpointFilter<RouteGroupBuilder, ApiFilter>();
        api.MapRegions();
        api.MapTown(about);
        api.MapRegistration();
        api.MapPlacement();
        // Without it, a mistyped path would get the dashboard's page.
        api.MapFallback(IResult () => throw ApiErrors.UnknownPath());
    }
}

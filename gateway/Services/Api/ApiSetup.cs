using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RealtimeGov.Gateway.Admin;
using RealtimeGov.Gateway.Audit;
using RealtimeGov.Gateway.Description;
using RealtimeGov.Gateway.Desk;
using RealtimeGov.Gateway.Figures;
using RealtimeGov.Gateway.Field;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Gateway.Push;
using RealtimeGov.Gateway.Receipts;
using RealtimeGov.Gateway.People;
using RealtimeGov.Gateway.Privacy;
using RealtimeGov.Gateway.Programmes;
using RealtimeGov.Gateway.Registration;
using RealtimeGov.Gateway.Residents;
using RealtimeGov.Gateway.Settings;

namespace RealtimeGov.Gateway.Api;

/// <summary>Puts the API into a web application.</summary>
public static class ApiSetup
{
    public const string Prefix = "/api/v1";

    public static void MapApi(this IEndpointRouteBuilder routes, AboutServer about)
    {
        var api = routes.MapGroup(Prefix).AddEndpointFilter<RouteGroupBuilder, ApiFilter>();
        // What the walls show is for everybody: figures, places and names of categories.
        var figures = api.MapGroup("").OpenToAll();
        figures.MapRegions();
        figures.MapTown(about);
        api.MapRegistration();
        api.MapReports();
        api.MapPlacement();
        api.MapSession();
        api.MapSecondFactor();
        api.MapSetup();
        api.MapPeople();
        api.MapPeopleSheets();
        api.MapPersonExport();
        api.MapRetention();
        api.MapUnits();
        api.MapDevices();
        api.MapServices();
        api.MapSettings();
        api.MapDisplays();
        api.MapAudit();
        api.MapDesk();
        api.MapRecorded();
        api.MapQuarantine();
        api.MapHandover();
        api.MapInbox();
        api.MapFigures();
        api.MapReceipts();
        api.MapReleases();
        api.MapResidents(about);
        api.MapProgrammes();
        api.MapPush();
        api.MapProtoFiles();
        // Without it, a mistyped path would get the dashboard's page.
        api.MapFallback(IResult () => throw ApiErrors.UnknownPath()).OpenToAll();
    }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RealtimeGov.Domain.People;
using RealtimeGov.Domain.Regions;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Protos;
using RealtimeGov.Grains.TownSettings;

namespace RealtimeGov.Gateway.Registration;

/// <summary>`POST /api/v1/categories` and `/api/v1/stewards`: bulk, idempotent, nothing unless every row is right.</summary>
internal static class RegistrationEndpoints
{
    public static void MapRegistration(this IEndpointRouteBuilder api)
    {
        var guarded = api.MapGroup("").Needs(AccessRefusal.DeviceToken, Permission.DefineTown);
        guarded.MapPost("/categories", async (HttpRequest request, TownRegistry registry) =>
        {
            var categories = await JsonRows.Read(request, CategoryRows.Fields, CategoryRows.Read);
            CategoryRows.Check(categories);
            return new Registered(await registry.Categories(categories, request.HttpContext.Caller().Origin()));
        });
        // A steward is a person too: whoever registers people registers stewards, within the own region.
        api.MapPost("/stewards", async (HttpRequest request, TownRegistry registry, ITownDirectory directory, TownClock clock) =>
        {
            var (caller, tree) = (request.HttpContext.Caller(), directory.Regions.At(clock.NowUs));
            // The admin token registers people, not stewards: what one token opens, another does not.
            if (caller.Kind == CallerKind.Service && !caller.May.Contains(Permission.DefineTown)) throw ApiErrors.TokenNeeded();
            var stewards = Once(await JsonRows.Read(request, StewardRows.Fields, new StewardRows(tree).Read));
            foreach (var steward in stewards)
                if (!MayRegister(caller, steward.HomeGrid, tree, clock.Today())) throw IdentityErrors.OutsideOwnRegion(steward.HomeGrid);
            return new Registered(await registry.Stewards(stewards, caller.Origin()));
        }).Needs(AccessRefusal.DeviceToken, Permission.DefineTown, Permission.ManagePeople);
    }

    private static bool MayRegister(Caller caller, string grid, TreeOfDay tree, int today) =>
        caller.MayAt(Permission.DefineTown, grid, "", tree, today) || caller.MayAt(Permission.ManagePeople, grid, "", tree, today);

    // The same row twice is one steward; two registrations of it at once would only wait for each other.
    private static Steward[] Once(List<Steward> stewards) => [.. stewards.DistinctBy(s => s.Id, StringComparer.Ordinal)];

    internal sealed record Registered(uint Changed);
}

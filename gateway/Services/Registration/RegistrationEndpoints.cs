using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RealtimeGov.Domain.People;
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
            return new Registered(await registry.Categories(categories));
        });
        guarded.MapPost("/stewards", async (HttpRequest request, TownRegistry registry, ITownDirectory directory, TownClock clock) =>
        {
            var rows = new StewardRows(directory.Regions.At(clock.NowUs));
            return new Registered(await registry.Stewards(Once(await JsonRows.Read(request, StewardRows.Fields, rows.Read))));
        });
    }

    // The same row twice is one steward; two registrations of it at once would only wait for each other.
    private static Steward[] Once(List<Steward> stewards) => [.. stewards.DistinctBy(s => s.Id, StringComparer.Ordinal)];

    private sealed record Registered(uint Changed);
}

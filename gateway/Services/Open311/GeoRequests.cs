using Microsoft.AspNetCore.Http;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Grains.TownSettings;

namespace RealtimeGov.Gateway.Open311;

/// <summary>Who asks, and what they are told of which requests.</summary>
internal sealed class GeoRequests(ServiceKeys keys, ITownDirectory town, TownClock clock, GridPoints points)
{
    /// <summary>Of the header, else of the form or query. Null where there is no key at all.</summary>
    /// <exception cref="Api.ApiException">There is one, and it is none of ours.</exception>
    public async Task<Caller?> Service(HttpContext http, string? key)
    {
        if ((ServiceKeys.OfHeader(http.Request) ?? key) is not { Length: > 0 } shown) return null;
        return await keys.Find(shown) ?? throw GeoErrors.WrongKey();
    }

    public async Task<GeoList> List(HttpContext http, IRequestDesk desk, RequestQuery query, bool isEnglish, CancellationToken cancellation)
    {
        GeoEndpoints.Jurisdiction(http.Request.Query["jurisdiction_id"], town, clock);
        var found = await desk.List(query, await Service(http, http.Request.Query["api_key"]), cancellation);
        var tree = town.Regions.At(clock.NowUs);
        return new GeoList("request", [.. found.Select(one => one.Told(town.Categories, tree, points, isEnglish))]);
    }
}

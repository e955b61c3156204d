using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RealtimeGov.Domain.People;
using RealtimeGov.Domain.Stewards;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Grains.Client;
using RealtimeGov.Grains.TownSettings;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Projections.People;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Identity;

/// <summary>`/api/v1/units`: departments, platforms, communities, stations of trades.</summary>
internal static class UnitEndpoints
{
    public static void MapUnits(this IEndpointRouteBuilder api)
    {
        api.MapGet("/units", async (IReadModel readModel, CancellationToken aborted) => (await readModel.Query(UnitRow.All, aborted)).Select(row => UnitBody.From(row.Unit)))
            .Needs(Permission.ManagePeople, Permission.ReadIssues);
        api.MapPut("/units/{id}", Define).Needs(Permission.ManagePeople);
    }

    private static async Task<IResult> Define(string id, HttpContext http, ITownClient town, ITownDirectory directory, TownClock clock)
    {
        var body = await StrictBody.Read<UnitBody>(http.Request);
        if (!StewardRules.IsId(id)) throw IdentityErrors.Refused(PersonErrors.MalformedUnit, "a unit's id is 1 to 64 of A-Z, a-z, 0-9, '_', '.', '-'");
        var tree = directory.Regions.At(clock.NowUs);
        if (tree.Find(body.Region) is not null && !http.Caller().MayAt(Permission.ManagePeople, body.Region, "", tree, clock.Today())) throw IdentityErrors.OutsideOwnRegion(body.Region);
        var reply = await town.Define(new DefineUnit
        {
            AtUs = clock.NowUs, Origin = http.Caller().Origin(),
            Unit = new Unit { Id = id, Name = body.Name, Kind = body.Kind, Region = body.Region, Trade = body.Trade ?? "", Divides = body.Divides, Closed = body.Closed },
        });
        return reply.Refused.Length == 0 ? Results.Ok(new { reply.Changed }) : throw IdentityErrors.Refused(reply.Refused, reply.Detail);
    }

    internal sealed record UnitBody(string Name, string Kind, string Region, string? Trade = null, bool Divides = false, bool Closed = false, string? Id = null)
    {
        public static UnitBody From(Unit unit) => new(unit.Name, unit.Kind, unit.Region, unit.Trade, unit.Divides, unit.Closed, unit.Id);
    }
}

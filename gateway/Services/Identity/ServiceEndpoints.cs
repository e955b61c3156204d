using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RealtimeGov.Domain.People;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Grains.TownSettings;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Protos;
using DeviceRow = RealtimeGov.Projections.People.DeviceRow;

namespace RealtimeGov.Gateway.Identity;

/// <summary>`/api/v1/services`: keys for other people's services that report here. A key is told once and kept as its hash.</summary>
internal static class ServiceEndpoints
{
    public static void MapServices(this IEndpointRouteBuilder api)
    {
        var services = api.MapGroup("/services").Needs(Permission.ManageDevices);
        services.MapPost("", Issue);
        services.MapGet("", List);
        services.MapDelete("/{id}", Revoke);
    }

    private static async Task<object> Issue(HttpContext http, AccountCache accounts, TownClock clock, ITownDirectory town)
    {
        var body = await StrictBody.Read<ServiceBody>(http.Request);
        var tree = town.Regions.At(clock.NowUs);
        var region = body.Region ?? tree.Root?.Code ?? throw IdentityErrors.NoRegions();
        if (tree.Find(region) is null) throw ApiErrors.UnknownRegion(region);
        if (!http.Caller().MayAt(Permission.ManageDevices, region, "", tree, clock.Today())) throw IdentityErrors.OutsideOwnRegion(region);
        var id = Secrets.NewDeviceId();
        var key = Secrets.NewServiceKey(id);
        var binding = new DeviceBinding { Service = body.Name, Region = region, Origins = { Parsed(body.Origin ?? "RESIDENT") } };
        var reply = await accounts.Change(id, new ChangeDevice
        {
            AtUs = clock.NowUs, Origin = http.Caller().Origin(),
            IssueKey = new IssueServiceKey { Binding = binding, TokenHash = ByteString.CopyFrom(Secrets.Hash(key)) },
        });
        if (reply.Refused.Length > 0) throw IdentityErrors.Refused(reply.Refused, reply.Detail);
        return new { service = id, key };
    }

    private static async Task<IEnumerable<ServiceRow>> List(HttpContext http, AccountCache accounts, IReadModel readModel, ITownDirectory town, TownClock clock, CancellationToken aborted)
    {
        var (caller, tree, today, rows) = (http.Caller(), town.Regions.At(clock.NowUs), clock.Today(), new List<ServiceRow>());
        foreach (var row in await readModel.Query(DeviceRow.OfServices, aborted))
            if (caller.MayAt(Permission.ManageDevices, row.Region, "", tree, today)) rows.Add(ServiceRow.From(row, (await accounts.Device(row.Id)).Binding));
        return rows;
    }

    private static async Task<object> Revoke(string id, HttpContext http, AccountCache accounts, ITownDirectory town, TownClock clock)
    {
        if (!Secrets.IsDeviceId(id) || await accounts.DeviceNow(id) is not { } view || !ServiceScope.IsService(view.Binding)) throw Unknown(id);
        if (!http.Caller().MayAt(Permission.ManageDevices, view.Binding.Region, "", town.Regions.At(clock.NowUs), clock.Today())) throw IdentityErrors.OutsideOwnRegion(view.Binding.Region);
        var reply = await accounts.Change(id, new ChangeDevice { AtUs = clock.NowUs, Revoke = true, Origin = http.Caller().Origin() });
        return reply.Refused.Length == 0 ? new { reply.Changed } : throw IdentityErrors.Refused(reply.Refused, reply.Detail);
    }

    private static Origin Parsed(string name) => name switch
    {
        "RESIDENT" => Origin.Resident,
        "IMPORT" => Origin.Import,
        _ => throw ApiErrors.Of(StatusCodes.Status400BadRequest, "origin_unknown",
            $"{ApiErrors.Echo(name)} is no origin of a service: RESIDENT or IMPORT.", $"{ApiErrors.Echo(name)} 不是服务的来源：RESIDENT 或 IMPORT。"),
    };

    private static ApiException Unknown(string id) => ApiErrors.Of(StatusCodes.Status404NotFound, "service_unknown",
        $"There is no service {ApiErrors.Echo(id)}.", $"没有服务 {ApiErrors.Echo(id)}。");

    /// <param name="Region">Where it may report; the whole town unless it says so.</param>
    /// <param name="Origin">RESIDENT, unless it says IMPORT.</param>
    internal sealed record ServiceBody(string Name, string? Region = null, string? Origin = null);

    internal sealed record ServiceRow(string Id, string Name, string Region, string Origin, string Until, bool Revoked)
    {
        public static ServiceRow From(DeviceRow row, DeviceBinding? binding) => new(
            row.Id, binding?.Service ?? "", row.Region, binding?.Origins.FirstOrDefault().ToString().ToUpperInvariant() ?? "", Iso.Time(row.UntilUs), row.Revoked);
    }
}

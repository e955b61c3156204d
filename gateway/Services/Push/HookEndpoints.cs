using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RealtimeGov.Domain.Hooks;
using RealtimeGov.Domain.People;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Grains.Client;
using RealtimeGov.Grains.TownSettings;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Projections.Hooks;
using RealtimeGov.Projections.Issues;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Push;

/// <summary>`/api/v1/hooks`: addresses of other people's systems that are told what becomes of issues.</summary>
internal static class HookEndpoints
{
    /// <summary>Given-up deliveries that one order sends again.</summary>
    private const int ResentMax = 100;

    public static void MapHooks(this IEndpointRouteBuilder api)
    {
        var hooks = api.MapGroup("/hooks").Needs(Permission.ManageDevices);
        hooks.MapPost("", Define);
        hooks.MapGet("", List);
        hooks.MapDelete("/{id}", async (string id, HttpContext http, ITownClient grains, IReadModel readModel, ITownDirectory town, TownClock clock, CancellationToken aborted) =>
        {
            await Own(id, http, readModel, town, clock, aborted);
            return await Changed(id, grains, new ChangeHook { AtUs = clock.NowUs, End = true, Origin = http.Caller().Origin() });
        });
        hooks.MapGet("/{id}/undelivered", async (string id, HttpContext http, IReadModel readModel, ITownDirectory town, TownClock clock, CancellationToken aborted) =>
            (await Own(id, http, readModel, town, clock, aborted)).GivenUp.Select(UndeliveredRow.From));
        hooks.MapPost("/{id}/undelivered/send", SendAgain);
    }

    private static async Task<object> Define(HttpContext http, ITownClient grains, ITownDirectory town, TownClock clock)
    {
        var body = await StrictBody.Read<HookBody>(http.Request);
        var tree = town.Regions.At(clock.NowUs);
        var region = body.Region ?? tree.Root?.Code ?? throw IdentityErrors.NoRegions();
        if (tree.Find(region) is null || tree.IsTrade(region)) throw ApiErrors.UnknownRegion(region);
        if (!http.Caller().MayAt(Permission.ManageDevices, region, "", tree, clock.Today())) throw IdentityErrors.OutsideOwnRegion(region);
        var (id, secret) = (Secrets.NewDeviceId(), HookSignature.NewSecret());
        await Changed(id, grains, new ChangeHook
        {
            AtUs = clock.NowUs, Origin = http.Caller().Origin(),
            Define = new DefineHook { Hook = new HookDefined { Name = body.Name, Region = region, FromUs = clock.NowUs }, Content = new HookContent { Url = body.Url, Secret = ByteString.CopyFrom(secret) } },
        });
        return new { hook = id, secret = HookSignature.Told(secret) };
    }

    private static async Task<IEnumerable<HookLine>> List(HttpContext http, IReadModel readModel, ITownDirectory town, TownClock clock, CancellationToken aborted)
    {
        var (caller, tree, today, lines) = (http.Caller(), town.Regions.At(clock.NowUs), clock.Today(), new List<HookLine>());
        foreach (var (id, row) in await readModel.Query(HookRow.All, aborted))
            if (!row.Ended && caller.MayAt(Permission.ManageDevices, row.Region, "", tree, today))
                lines.Add(new HookLine(id, row.Name, (await readModel.Query(HookAddress.Of(id), aborted)).SingleOrDefault()?.Url.ToString() ?? "", row.Region, Iso.Time(row.UpToUs), row.GivenUp.Count));
        return lines;
    }

    private static async Task<object> SendAgain(string id, HttpContext http, ITownClient grains, IReadModel readModel, HookSender sender, ITownDirectory town, TownClock clock, CancellationToken aborted)
    {
        var row = await Own(id, http, readModel, town, clock, aborted);
        if ((await readModel.Query(HookAddress.Of(id), aborted)).SingleOrDefault() is not { } address) throw Unknown(id);
        var sent = 0;
        foreach (var one in row.GivenUp.Take(ResentMax))
        {
            if ((await readModel.Query(IssueUpdate.One(one.IssueId, one.Seq), aborted)).SingleOrDefault() is not { } update || await sender.Send(address, update, aborted) is not null) break;
            await Changed(id, grains, new ChangeHook { AtUs = clock.NowUs, Settle = new DeliverySettled { IssueId = one.IssueId, Seq = one.Seq }, Origin = http.Caller().Origin() });
            sent++;
        }
        return new { sent, left = row.GivenUp.Count - sent };
    }

    private static async Task<HookRowData> Own(string id, HttpContext http, IReadModel readModel, ITownDirectory town, TownClock clock, CancellationToken aborted)
    {
        if ((await readModel.Query(HookRow.Of(id), aborted)).SingleOrDefault()?.Row is not { Ended: false } row) throw Unknown(id);
        return http.Caller().MayAt(Permission.ManageDevices, row.Region, "", town.Regions.At(clock.NowUs), clock.Today()) ? row : throw IdentityErrors.OutsideOwnRegion(row.Region);
    }

    private static async Task<object> Changed(string id, ITownClient grains, ChangeHook change)
    {
        var reply = await grains.Change(id, change);
        return reply.Refused.Length == 0 ? new { reply.Changed } : throw (reply.Refused switch
        {
            HookErrors.Unknown => Unknown(id),
            HookErrors.MalformedUrl => ApiErrors.Of(StatusCodes.Status400BadRequest, reply.Refused, "`url` is an address of https, or of http on this machine, with at most 500 characters and no user in it.", "url 应为 https 地址（本机可用 http），至多 500 字符，且不含用户名。"),
            _ => ApiErrors.Of(StatusCodes.Status400BadRequest, reply.Refused, "`name` is 1 to 64 printable characters.", "name 应为 1 至 64 个可显示字符。"),
        });
    }

    private static ApiException Unknown(string id) => ApiErrors.Of(StatusCodes.Status404NotFound, HookErrors.Unknown, $"There is no hook {ApiErrors.Echo(id)}.", $"没有推送 {ApiErrors.Echo(id)}。");

    /// <param name="Region">Whose issues; the whole town unless it says so.</param>
    internal sealed record HookBody(string Name, string Url, string? Region = null);

    /// <param name="UpTo">So far it came, or further.</param>
    internal sealed record HookLine(string Id, string Name, string Url, string Region, string UpTo, int Undelivered);

    /// <param name="Status">What the receiver answered; 0 where it did not.</param>
    internal sealed record UndeliveredRow(string EventId, string IssueId, string GivenUpAt, uint Tries, int Status)
    {
        public static UndeliveredRow From(DeliveryGivenUp one) => new($"{one.IssueId}/{one.Seq}", one.IssueId, Iso.Time(one.AtUs), one.Tries, one.Status);
    }
}
